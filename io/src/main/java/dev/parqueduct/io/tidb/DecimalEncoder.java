package dev.parqueduct.io.tidb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Makes the bytes that {@link BinaryDecimal} reads. */
final class DecimalEncoder {
  private DecimalEncoder() {}

  /** The stored form of a number. */
  static byte[] encode(BigDecimal number, int precision, int scale) {
    BigInteger unscaled = number.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    String all = unscaled.abs().toString();
    if (all.length() > precision) {
      throw new ArithmeticException(
          number + " does not fit into DECIMAL(" + precision + "," + scale + ")");
    }
    all = "0".repeat(precision - all.length()) + all;
    byte[] bytes = new byte[2 + BinaryDecimal.size(precision, scale)];
    bytes[0] = (byte) precision;
    bytes[1] = (byte) scale;
    int whole = precision - scale;
    int at = 2;
    int from = 0;
    while (from < precision) {
      int limit = from < whole ? whole - from : precision - from;
      // Only the first group before the point and the last one after it are short.
      int taken =
          from < whole && limit % BinaryDecimal.GROUP != 0
              ? limit % BinaryDecimal.GROUP
              : Math.min(BinaryDecimal.GROUP, limit);
      long group = Long.parseLong(all.substring(from, from + taken));
      for (int i = BinaryDecimal.groupSize(taken) - 1; i >= 0; i--) {
        bytes[at++] = (byte) (group >>> (8 * i));
      }
      from += taken;
    }
    if (unscaled.signum() < 0) {
      for (int i = 2; i < bytes.length; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
    }
    bytes[2] ^= (byte) 0x80;
    return bytes;
  }
}
