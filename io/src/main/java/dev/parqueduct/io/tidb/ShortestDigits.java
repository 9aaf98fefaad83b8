package dev.parqueduct.io.tidb;

import dev.parqueduct.io.text.TextBuffer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers in as few digits as bring them back, as Go's strconv writes them. Java's
 * own {@code toString} takes more digits than needed now and then before release 19.
 */
final class ShortestDigits {
  /** Numbers of up to 15 digits each have a double of their own. */
  private static final double UNIQUE = 1e15;

  /**
   * The published documents have 1.2e-6 with an exponent and 0.0001012344 without; Go's own limit
   * is 1e-6. The number is the same in both forms.
   */
  private static final double LEAST_PLAIN = 1e-5;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final double EXACT_INTEGERS = 1L << 53;
  private static final int MOST_DIGITS = 17;

  private ShortestDigits() {}

  /**
   * Adds a finite number as JSON: plain up to 1e21, with an exponent when it is smaller or larger,
   * whose digits are those of Go's encoding/json.
   */
  static void json(double value, TextBuffer text) {
    double magnitude = Math.abs(value);
    if (Double.doubleToRawLongBits(value) < 0) {
      text.add('-');
    }
    if (magnitude < EXACT_INTEGERS && magnitude == Math.rint(magnitude)) {
      text.padded((long) magnitude, 1);
      return;
    }
    if (magnitude >= LEAST_PLAIN && magnitude < 1e21) {
      if (!decimal(magnitude, text)) {
        text.add(digits(magnitude).toPlainString());
      }
      return;
    }
    exponent(digits(magnitude), text);
  }

  /** Adds a finite number without an exponent, as strconv's format f does for 32 bits. */
  static void plain(float value, TextBuffer text) {
    if (Float.floatToRawIntBits(value) < 0) {
      text.add('-');
    }
    float magnitude = Math.abs(value);
    if (magnitude < 1 << 24 && magnitude == (int) magnitude) {
      text.padded((int) magnitude, 1);
      return;
    }
    BigDecimal exact = new BigDecimal(magnitude);
    for (int count = 1; ; count++) {
      BigDecimal rounded = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == magnitude) {
        text.add(plain(rounded));
        return;
      }
    }
  }

  /** The common case: a few digits after the point. */
  private static boolean decimal(double magnitude, TextBuffer text) {
    for (int scale = 1; scale < POWERS.length; scale++) {
      double scaled = Math.rint(magnitude * POWERS[scale]);
      if (scaled >= UNIQUE) {
        return false;
      }
      // Both are exact, so the quotient is the double nearest to the decimal.
      if (scaled / POWERS[scale] == magnitude) {
        long digits = (long) scaled;
        int count = Math.max(TextBuffer.digits(digits), scale + 1);
        int start = text.length();
        text.padded(digits, count);
        text.add('0');
        byte[] bytes = text.bytes();
        int point = start + count - scale;
        System.arraycopy(bytes, point, bytes, point + 1, scale);
        bytes[point] = '.';
        return true;
      }
    }
    return false;
  }

  private static BigDecimal digits(double magnitude) {
    BigDecimal exact = new BigDecimal(magnitude);
    for (int count = 1; count < MOST_DIGITS; count++) {
      BigDecimal rounded = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == magnitude) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static void exponent(BigDecimal value, TextBuffer text) {
    String digits = value.unscaledValue().toString();
    text.add(digits.charAt(0));
    if (digits.length() > 1) {
      text.add('.');
      text.add(digits.substring(1));
    }
    int exponent = digits.length() - 1 - value.scale();
    text.add('e');
    text.add(exponent < 0 ? '-' : '+');
    text.padded(Math.abs(exponent), exponent < 0 ? 1 : 2);
  }
}
