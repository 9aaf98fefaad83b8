package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A range of keys that a RawKV or TxnKV backup covers.
 *
 * @param startKey its first key
 * @param endKey the first key behind it; empty when it has no end
 * @param cf the column family
 */
public record RawRange(byte[] startKey, byte[] endKey, String cf) {
  public RawRange {
    requireNonNull(startKey, "startKey");
    requireNonNull(endKey, "endKey");
    requireNonNull(cf, "cf");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawRange range
        && Arrays.equals(startKey, range.startKey)
        && Arrays.equals(endKey, range.endKey)
        && cf.equals(range.cf);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(startKey) + Arrays.hashCode(endKey);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return cf + " [" + hex.formatHex(startKey) + ", " + hex.formatHex(endKey) + ")";
  }
}
