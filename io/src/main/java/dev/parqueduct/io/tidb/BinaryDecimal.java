package dev.parqueduct.io.tidb;

import dev.parqueduct.io.text.TextBuffer;
import java.util.Arrays;

/**
 * A DECIMAL as TiDB and MySQL store it: precision, digits after the point, then groups of nine
 * digits in four bytes, highest byte first, fewer digits in fewer bytes at both ends; the first bit
 * is flipped, and all bits of negative numbers are (TiDB's pkg/types/mydecimal.go). One object
 * reads value after value; {@link DecimalEncoder} writes them.
 */
final class BinaryDecimal {
  static final int GROUP = 9;
  private static final int GROUP_BYTES = 4;
  private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
  private static final int MOST_DIGITS = 81;

  /** Digits that a long surely holds. */
  private static final int LONG_DIGITS = 18;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final int precision;
  private final int scale;

  private boolean small;
  private long unscaled;
  private boolean negative;
  private final byte[] digits = new byte[2 * MOST_DIGITS + 2];
  private int count;

  /** Reads numbers for a column of the given digits, rounding half up what has more. */
  BinaryDecimal(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  /** Bytes of a number of the given digits, without the two in front. */
  static int size(int precision, int fraction) {
    int whole = precision - fraction;
    return whole / GROUP * GROUP_BYTES
        + BYTES[whole % GROUP]
        + fraction / GROUP * GROUP_BYTES
        + BYTES[fraction % GROUP];
  }

  /** Bytes of a group of digits. */
  static int groupSize(int digits) {
    return BYTES[digits];
  }

  /** Takes in a number, precision and fraction digits first. */
  void read(byte[] bytes, int offset, int length) throws BadValueException {
    if (length < 3) {
      throw new BadValueException("a decimal of " + length + " bytes");
    }
    int stored = bytes[offset] & 0xff;
    int fraction = bytes[offset + 1] & 0xff;
    if (fraction > stored
        || stored > MOST_DIGITS
        || stored == 0
        || length != 2 + size(stored, fraction)) {
      throw new BadValueException(
          "a decimal of "
              + stored
              + " digits, "
              + fraction
              + " after the point, in "
              + length
              + " bytes");
    }
    negative = bytes[offset + 2] >= 0;
    int whole = stored - fraction;
    small = stored <= LONG_DIGITS && whole + scale <= LONG_DIGITS;
    unscaled = 0;
    count = 0;
    int at = offset + 2;
    at = group(bytes, at, whole % GROUP, offset + 2);
    for (int i = whole / GROUP; i > 0; i--) {
      at = group(bytes, at, GROUP, offset + 2);
    }
    for (int i = fraction / GROUP; i > 0; i--) {
      at = group(bytes, at, GROUP, offset + 2);
    }
    group(bytes, at, fraction % GROUP, offset + 2);
    if (small) {
      rescaleLong(fraction);
    } else {
      rescaleDigits(fraction);
    }
  }

  private int group(byte[] bytes, int at, int digitCount, int first) throws BadValueException {
    int size = BYTES[digitCount];
    if (size == 0) {
      return at;
    }
    int mask = negative ? 0xff : 0;
    int value = 0;
    for (int i = at; i < at + size; i++) {
      int b = (bytes[i] & 0xff) ^ mask;
      value = value << 8 | (i == first ? b ^ 0x80 : b);
    }
    if (value < 0 || value >= POWERS[digitCount]) {
      throw new BadValueException("a decimal with more in a group of digits than it can hold");
    }
    if (small) {
      unscaled = unscaled * POWERS[digitCount] + value;
    } else {
      int left = value;
      for (int i = count + digitCount - 1; i >= count; i--) {
        digits[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
      count += digitCount;
    }
    return at + size;
  }

  private void rescaleLong(int fraction) throws BadValueException {
    if (fraction <= scale) {
      unscaled *= POWERS[scale - fraction];
    } else {
      long divisor = POWERS[fraction - scale];
      long half = unscaled % divisor >= divisor - divisor / 2 ? 1 : 0;
      unscaled = unscaled / divisor + half;
    }
    if (precision <= LONG_DIGITS && unscaled >= POWERS[precision]) {
      throw tooLarge();
    }
    if (negative) {
      unscaled = -unscaled;
    }
  }

  private void rescaleDigits(int fraction) throws BadValueException {
    for (int i = fraction; i < scale; i++) {
      digits[count++] = '0';
    }
    if (fraction > scale) {
      count -= fraction - scale;
      if (digits[count] >= '5') {
        increment();
      }
    }
    int zeros = 0;
    while (zeros < count && digits[zeros] == '0') {
      zeros++;
    }
    count -= zeros;
    System.arraycopy(digits, zeros, digits, 0, count);
    if (count > precision) {
      throw tooLarge();
    }
  }

  private void increment() {
    for (int i = count - 1; i >= 0; i--) {
      if (digits[i] < '9') {
        digits[i]++;
        return;
      }
      digits[i] = '0';
    }
    System.arraycopy(digits, 0, digits, 1, count);
    digits[0] = '1';
    count++;
  }

  private BadValueException tooLarge() {
    return new BadValueException(
        "a decimal that does not fit into DECIMAL(" + precision + "," + scale + ")");
  }

  /** The number times ten to the power of the scale; of a column of up to 18 digits. */
  long unscaled() {
    if (small) {
      return unscaled;
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + digits[i] - '0';
    }
    return negative ? -value : value;
  }

  /** The same in two's complement, highest byte first, in as many bytes as there are. */
  void unscaled(byte[] into) {
    if (!small && into.length > 2 * Long.BYTES) {
      unscaledWide(into);
      return;
    }
    long high = 0;
    long low = 0;
    if (small) {
      low = unscaled;
      high = unscaled >> 63;
    } else {
      for (int at = 0; at < count; at += GROUP) {
        int taken = Math.min(GROUP, count - at);
        long lower = (low & 0xffff_ffffL) * POWERS[taken] + digits(at, taken);
        long upper = (low >>> 32) * POWERS[taken] + (lower >>> 32);
        high = high * POWERS[taken] + (upper >>> 32);
        low = (upper << 32) | (lower & 0xffff_ffffL);
      }
      if (negative) {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
      }
    }
    for (int i = into.length - 1; i >= 0; i--) {
      into[i] = (byte) low;
      low = (low >>> 8) | (high << 56);
      high >>= 8;
    }
  }

  private void unscaledWide(byte[] into) {
    Arrays.fill(into, (byte) 0);
    for (int at = 0; at < count; at += GROUP) {
      int taken = Math.min(GROUP, count - at);
      long carry = digits(at, taken);
      for (int i = into.length - 1; i >= 0; i--) {
        carry += (into[i] & 0xff) * POWERS[taken];
        into[i] = (byte) carry;
        carry >>>= 8;
      }
    }
    int carry = negative ? 1 : 0;
    for (int i = into.length - 1; negative && i >= 0; i--) {
      carry += ~into[i] & 0xff;
      into[i] = (byte) carry;
      carry >>>= 8;
    }
  }

  private long digits(int from, int taken) {
    long group = 0;
    for (int i = from; i < from + taken; i++) {
      group = group * 10 + digits[i] - '0';
    }
    return group;
  }

  /** Adds the number with all digits of the scale. */
  void text(TextBuffer text) {
    if (small) {
      if (unscaled < 0) {
        text.add('-');
      }
      long magnitude = Math.abs(unscaled);
      text.padded(magnitude / POWERS[scale], 1);
      if (scale > 0) {
        text.add('.');
        text.padded(magnitude % POWERS[scale], scale);
      }
      return;
    }
    if (negative && count > 0) {
      text.add('-');
    }
    int whole = count - scale;
    if (whole <= 0) {
      text.add('0');
    } else {
      text.add(digits, 0, whole);
    }
    if (scale > 0) {
      text.add('.');
      for (int i = whole; i < 0; i++) {
        text.add('0');
      }
      text.add(digits, Math.max(0, whole), count - Math.max(0, whole));
    }
  }
}
