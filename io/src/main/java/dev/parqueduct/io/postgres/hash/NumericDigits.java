package dev.parqueduct.io.postgres.hash;

/**
 * A number of up to five digits of base 10,000, as {@code numeric_send} writes it: eight bytes of
 * header, then two bytes a digit. Holds one number after the other; not for use by several threads.
 */
final class NumericDigits {
  /** More decimals are not those of a long. */
  static final int MOST_SCALE = 18;

  /** The sign of numbers below zero. */
  static final int NEGATIVE = 0x4000;

  // Constants, not elements of an array, so that the compiler divides by multiplying.
  private static final long BASE = 10_000;
  private static final long BASE_2 = BASE * BASE;
  private static final long BASE_3 = BASE_2 * BASE;
  private static final long BASE_4 = BASE_2 * BASE_2;

  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1000};
  private static final int WORD_DIGITS = 4;

  private long header;
  private int digits;
  private int firstOfFive;
  private long word;

  /** Takes {@code unscaled} / 10<sup>scale</sup>; false if it has more digits. */
  boolean set(long unscaled, int scale) {
    if (scale > MOST_SCALE || unscaled == Long.MIN_VALUE) {
      return false;
    }
    // One number in base 10,000, of which the last digits stand behind the point. The last may have
    // less than four decimals.
    int fractionDigits = (scale + 3) / WORD_DIGITS;
    long unit = POWERS_OF_TEN[WORD_DIGITS * fractionDigits - scale];
    long magnitude = Math.abs(unscaled);
    long number = magnitude * unit;
    if (number < 0 || Math.multiplyHigh(magnitude, unit) != 0) {
      return false;
    }
    while (number % BASE == 0 && number != 0) {
      number /= BASE;
      fractionDigits--;
    }
    digits = digits(number);
    int weight = digits == 0 ? 0 : digits - 1 - fractionDigits;
    long sign = digits > 0 && unscaled < 0 ? NEGATIVE : 0;
    header = (long) digits << 48 | (weight & 0xffffL) << 32 | sign << 16 | scale;
    int wordDigits = digits;
    if (digits > WORD_DIGITS) {
      firstOfFive = (int) (number / BASE_4);
      number %= BASE_4;
      wordDigits = WORD_DIGITS;
    }
    word =
        (pair((int) (number / BASE_2)) << 32 | pair((int) (number % BASE_2)))
            << (Short.SIZE * (WORD_DIGITS - wordDigits));
    return true;
  }

  private static int digits(long number) {
    if (number < BASE_2) {
      return number == 0 ? 0 : number < BASE ? 1 : 2;
    }
    return number < BASE_3 ? 3 : number < BASE_4 ? 4 : 5;
  }

  private static long pair(int twoDigits) {
    return ((long) (twoDigits / (int) BASE) << Short.SIZE) | (twoDigits % (int) BASE);
  }

  void write(ByteBuilder out) {
    int at = out.extend(Long.BYTES + Short.BYTES + Long.BYTES);
    int end = at + Long.BYTES + Short.BYTES * digits;
    out.setLong(at, header);
    at += Long.BYTES;
    if (digits > WORD_DIGITS) {
      out.setShort(at, firstOfFive);
      at += Short.BYTES;
    }
    out.setLong(at, word);
    out.truncate(end);
  }

  /** Whether {@link #hash} knows its hash. */
  boolean isHashed() {
    return digits <= WORD_DIGITS;
  }

  /** The server's hash of what {@link #write} writes. */
  long hash(long seed) {
    return Lookup3.hashSixteenBytes(header, word, Long.BYTES + Short.BYTES * digits, seed);
  }
}
