package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.text.TextBuffer;

/**
 * A numeric as it comes: int16 number of digits, int16 weight of the first, uint16 sign, uint16
 * decimal places to show, then digits of base 10000, an int16 each (numeric_send in numeric.c).
 * Refers to the bytes it was read from; reused from value to value.
 */
final class NumericReader {
  private static final int HEADER = 4 * Short.BYTES;
  private static final int BASE = 10_000;
  private static final int BASE_DIGITS = 4;
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;
  private static final int[] POWERS = {1, 10, 100, 1000, BASE};
  private static final int SHOWN = 100;
  private static final long LOW = 0xffff_ffffL;

  private byte[] bytes = new byte[0];
  private int digits;
  private int count;
  private int weight;
  private int sign;
  private int scale;
  private long high;
  private long low;

  NumericReader read(byte[] source, int offset, int length) throws BadValueException {
    int size = length < HEADER ? -1 : BigEndian.int16(source, offset);
    if (size < 0 || length != HEADER + size * Short.BYTES) {
      throw new BadValueException("a numeric of " + size + " digits in " + length + " bytes");
    }
    bytes = source;
    digits = offset + HEADER;
    count = size;
    weight = BigEndian.int16(source, offset + 2);
    sign = BigEndian.int16(source, offset + 4) & 0xffff;
    scale = BigEndian.int16(source, offset + 6) & 0xffff;
    switch (sign) {
      case POSITIVE, NEGATIVE -> checkDigits();
      case NAN, INFINITY, MINUS_INFINITY -> {}
      default -> throw new BadValueException("a numeric with sign " + Integer.toHexString(sign));
    }
    return this;
  }

  private void checkDigits() throws BadValueException {
    for (int i = 0; i < count; i++) {
      int digit = BigEndian.int16(bytes, digits + i * Short.BYTES);
      if (digit < 0 || digit >= BASE) {
        throw new BadValueException("a numeric with the digit " + digit + " of base 10000");
      }
    }
    // The server leaves them out, and the number of digits is counted from the first.
    while (count > 0 && BigEndian.int16(bytes, digits) == 0) {
      digits += Short.BYTES;
      count--;
      weight--;
    }
  }

  /** Whether it is a number, neither NaN nor infinite. */
  boolean finite() {
    return sign == POSITIVE || sign == NEGATIVE;
  }

  /** The value times 10 to the power of {@code places}; exact, and within the precision. */
  long toLong(int precision, int places) throws BadValueException {
    requireFits(precision, places);
    int last = -(places / BASE_DIGITS);
    long value = 0;
    for (int exponent = weight; exponent >= last; exponent--) {
      value = value * BASE + group(exponent);
    }
    int rest = places % BASE_DIGITS;
    value = value * POWERS[rest] + group(last - 1) / POWERS[BASE_DIGITS - rest];
    return sign == NEGATIVE ? -value : value;
  }

  /**
   * Puts the value times 10 to the power of {@code places} into bytes, as a big-endian two's
   * complement; exact, and within the precision, which is at most 38.
   */
  void toFixed(int precision, int places, byte[] fixed) throws BadValueException {
    requireFits(precision, places);
    int last = -(places / BASE_DIGITS);
    high = 0;
    low = 0;
    for (int exponent = weight; exponent >= last; exponent--) {
      multiplyAdd(BASE, group(exponent));
    }
    int rest = places % BASE_DIGITS;
    multiplyAdd(POWERS[rest], group(last - 1) / POWERS[BASE_DIGITS - rest]);
    if (sign == NEGATIVE) {
      high = low == 0 ? -high : ~high;
      low = -low;
    }
    long word = low;
    for (int i = fixed.length - 1; i >= 0; i--) {
      fixed[i] = (byte) word;
      word = fixed.length - i == Long.BYTES ? high : word >> Byte.SIZE;
    }
  }

  private void multiplyAdd(int factor, int summand) {
    long first = (low & LOW) * factor + summand;
    long second = (low >>> 32) * factor + (first >>> 32);
    long third = (high & LOW) * factor + (second >>> 32);
    long fourth = (high >>> 32) * factor + (third >>> 32);
    low = (second << 32) | (first & LOW);
    high = (fourth << 32) | (third & LOW);
  }

  private void requireFits(int precision, int places) throws BadValueException {
    if (!exact(places) || integerDigits() > precision - places) {
      throw new BadValueException(
          shown() + " does not fit in DECIMAL(" + precision + "," + places + ")");
    }
  }

  private int integerDigits() {
    if (count == 0 || weight < 0) {
      return 0;
    }
    return weight * BASE_DIGITS + TextBuffer.digits(group(weight));
  }

  /** Whether there is nothing after so many decimal places. */
  private boolean exact(int places) {
    int last = -(places / BASE_DIGITS);
    int rest = places % BASE_DIGITS;
    if (group(last - 1) % POWERS[BASE_DIGITS - rest] != 0) {
      return false;
    }
    int lowest = weight - count + 1;
    for (int exponent = Math.min(last - 2, weight); exponent >= lowest; exponent--) {
      if (group(exponent) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The digit of base 10000 at a power of it. */
  private int group(int exponent) {
    int i = weight - exponent;
    return i < 0 || i >= count ? 0 : BigEndian.int16(bytes, digits + i * Short.BYTES);
  }

  /** The value for a message, shortened if it is long. */
  String shown() throws BadValueException {
    TextBuffer text = new TextBuffer();
    append(text);
    return text.length() <= SHOWN ? text.toString() : text.toString().substring(0, SHOWN) + "…";
  }

  /** Adds the value as the server prints it. */
  void append(TextBuffer text) throws BadValueException {
    switch (sign) {
      case NAN -> text.add("NaN");
      case INFINITY -> text.add("Infinity");
      case MINUS_INFINITY -> text.add("-Infinity");
      default -> appendNumber(text);
    }
  }

  private void appendNumber(TextBuffer text) throws BadValueException {
    if (!exact(scale)) {
      throw new BadValueException("a numeric with digits after its " + scale + " decimal places");
    }
    if (sign == NEGATIVE) {
      text.add('-');
    }
    text.padded(count == 0 || weight < 0 ? 0 : group(weight), 1);
    for (int exponent = weight - 1; count > 0 && exponent >= 0; exponent--) {
      text.padded(group(exponent), BASE_DIGITS);
    }
    if (scale > 0) {
      text.add('.');
    }
    int exponent = -1;
    for (int left = scale; left > 0; left -= BASE_DIGITS) {
      int shown = Math.min(left, BASE_DIGITS);
      text.padded(group(exponent--) / POWERS[BASE_DIGITS - shown], shown);
    }
  }
}
