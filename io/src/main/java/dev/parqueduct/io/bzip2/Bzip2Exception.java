package dev.parqueduct.io.bzip2;

import java.io.IOException;

/** interim */
public final class Bzip2Exception extends IOException {
  /** interim */
  public enum Kind {
    NOT_BZIP2,
    TRUNCATED,
    CORRUPT,
    OUTPUT_LIMIT,
    UNSUPPORTED
  }

  private final Kind kind;

  Bzip2Exception(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
