package dev.parqueduct.io.br.testing;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * MySQL's binary decimal: groups of nine digits in four bytes each, fewer in as few bytes as hold
 * them, left of the point and right of it; negative numbers complemented, the first bit flipped.
 */
public final class BinaryDecimal {
  private static final int DIGITS = 9;
  private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private BinaryDecimal() {}

  /**
   * Writes {@code unscaled} / 10^{@code scale}, of up to 18 digits, up to nine of them behind the
   * point.
   */
  public static void write(long unscaled, int precision, int scale, Bytes to) {
    long magnitude = Math.abs(unscaled);
    long mask = unscaled < 0 ? -1 : 0;
    int start = to.length();
    int whole = precision - scale;
    for (int left = whole; left > 0; ) {
      int taken = left % DIGITS == 0 ? DIGITS : left % DIGITS;
      left -= taken;
      long group = magnitude / POWERS[left + scale] % POWERS[taken];
      to.bigEndian(group ^ mask, BYTES[taken]);
    }
    to.bigEndian(magnitude % POWERS[scale] ^ mask, BYTES[scale]);
    to.array()[start] ^= (byte) 0x80;
  }

  static void write(BigDecimal value, int precision, int scale, Bytes to) {
    BigInteger unscaled = value.setScale(scale).unscaledValue().abs();
    String digits = unscaled.toString();
    if (digits.length() > precision) {
      throw new IllegalArgumentException(
          "%s does not fit a decimal(%d,%d)".formatted(value, precision, scale));
    }
    digits = "0".repeat(precision - digits.length()) + digits;
    int start = to.length();
    int whole = precision - scale;
    int at = whole % DIGITS;
    group(digits.substring(0, at), to);
    for (; at < whole; at += DIGITS) {
      group(digits.substring(at, at + DIGITS), to);
    }
    for (; at + DIGITS <= precision; at += DIGITS) {
      group(digits.substring(at, at + DIGITS), to);
    }
    group(digits.substring(at), to);
    if (value.signum() < 0) {
      for (int i = start; i < to.length(); i++) {
        to.array()[i] = (byte) ~to.array()[i];
      }
    }
    to.array()[start] ^= (byte) 0x80;
  }

  private static void group(String digits, Bytes to) {
    if (!digits.isEmpty()) {
      to.bigEndian(Long.parseLong(digits), BYTES[digits.length()]);
    }
  }
}
