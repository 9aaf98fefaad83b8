package dev.parqueduct.io.br;

import java.util.Arrays;
import java.util.Optional;

/** How a cluster of TiKV lays out keys and values; the numbers are those of kvrpcpb.proto. */
public enum ApiVersion {
  /** The default. Old clusters with TTL state it as well: the field is younger than they are. */
  V1(0),
  V1TTL(1),
  V2(2);

  private final int number;

  ApiVersion(int number) {
    this.number = number;
  }

  static Optional<ApiVersion> ofNumber(int number) {
    return Arrays.stream(values()).filter(version -> version.number == number).findFirst();
  }
}
