package dev.parqueduct.io.parquet;

import org.apache.parquet.io.api.Binary;

/**
 * Least and greatest value of a page or a column chunk, in the form that statistics hold them in.
 *
 * @param min not greater than any value
 * @param max not less than any value
 * @param minExact whether {@code min} is a value, not a shorter stand-in
 * @param maxExact whether {@code max} is a value, not a shorter stand-in
 */
record Bounds(Binary min, Binary max, Exactness minExact, Exactness maxExact) {
  /** Whether a bound is one of the values. */
  enum Exactness {
    EXACT,
    TRUNCATED
  }

  static Bounds exact(byte[] min, byte[] max) {
    return new Bounds(
        Binary.fromConstantByteArray(min),
        Binary.fromConstantByteArray(max),
        Exactness.EXACT,
        Exactness.EXACT);
  }
}
