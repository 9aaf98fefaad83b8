package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType.Base;
import java.math.BigInteger;

/**
 * Writes numbers as {@code numeric_send} does (numeric.c): count of digits, weight of the first,
 * sign, decimals shown, and digits of base 10,000, neither beginning nor ending with a zero.
 */
final class NumericForm {
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xc000;
  private static final int INFINITY = 0xd000;
  private static final int MINUS_INFINITY = 0xf000;

  /** What the short header of an infinity leaves where finite numbers have their decimals. */
  private static final int SCALE_OF_INFINITY = 0x20;

  private static final long BASE = 10_000;

  /** Digits in a long. */
  private static final int WORD_DIGITS = 4;

  private static final int HEADER = 8;
  private static final int MOST_LONG_SCALE = 18;
  private static final long[] POWERS = new long[MOST_LONG_SCALE + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MOST_LONG_SCALE; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private static final int TYPMOD_OFFSET = 4;
  private static final int SCALE_BITS = 11;

  private NumericForm() {}

  /** Digits that a type modifier allows ({@code make_numeric_typmod}); 0 if there is none. */
  static int precision(int typmod) {
    return typmod < TYPMOD_OFFSET ? 0 : (typmod - TYPMOD_OFFSET) >>> 16;
  }

  /** Digits after the point, which may be negative. */
  static int scale(int typmod) {
    int unused = 32 - SCALE_BITS;
    return (typmod - TYPMOD_OFFSET) << unused >> unused;
  }

  /** Whether the modifier is not the server's, but what an export chose for a type without one. */
  static boolean isAssumed(Base type) {
    return type.type() == BaseType.NUMERIC
        && precision(type.typmod()) > 0
        && !type.name()
            .equals("numeric(" + precision(type.typmod()) + "," + scale(type.typmod()) + ")");
  }

  static boolean isFinite(byte[] bytes, int offset) {
    return (ByteBuilder.readShort(bytes, offset + 4) & NAN) != NAN;
  }

  /** Writes {@code unscaled} / 10<sup>scale</sup>. */
  static void write(long unscaled, int scale, ByteBuilder out) {
    if (scale > MOST_LONG_SCALE || unscaled == Long.MIN_VALUE) {
      write(BigInteger.valueOf(unscaled), scale, out);
      return;
    }
    // One number in base 10,000, of which the last digits stand behind the point. The last may have
    // less than four decimals.
    int fractionDigits = (scale + 3) / 4;
    long unit = POWERS[4 * fractionDigits - scale];
    long magnitude = Math.abs(unscaled);
    if (magnitude > Long.MAX_VALUE / unit) {
      write(BigInteger.valueOf(unscaled), scale, out);
      return;
    }
    long number = magnitude * unit;
    while (number != 0 && number % BASE == 0) {
      number /= BASE;
      fractionDigits--;
    }
    int digits = digits(number);
    int weight = digits == 0 ? 0 : digits - 1 - fractionDigits;
    long sign = digits > 0 && unscaled < 0 ? NEGATIVE : 0;
    int at = out.extend(HEADER + 2 + Long.BYTES);
    out.setLong(at, (long) digits << 48 | (weight & 0xffffL) << 32 | sign << 16 | scale);
    at += HEADER;
    int end = at + 2 * digits;
    if (digits > WORD_DIGITS) {
      out.setShort(at, (int) (number / POWERS[16]));
      number %= POWERS[16];
      digits = WORD_DIGITS;
      at += 2;
    }
    long word = pair(number / POWERS[8]) << 32 | pair(number % POWERS[8]);
    out.setLong(at, word << (16 * (WORD_DIGITS - digits)));
    out.truncate(end);
  }

  private static long pair(long twoDigits) {
    return ((twoDigits / BASE) << 16) | (twoDigits % BASE);
  }

  private static int digits(long number) {
    if (number < POWERS[8]) {
      return number == 0 ? 0 : number < BASE ? 1 : 2;
    }
    return number < POWERS[12] ? 3 : number < POWERS[16] ? 4 : 5;
  }

  static void write(BigInteger unscaled, int scale, ByteBuilder out) {
    StringBuilder text = new StringBuilder(unscaled.abs().toString());
    while (text.length() <= scale) {
      text.insert(0, '0');
    }
    if (scale > 0) {
      text.insert(text.length() - scale, '.');
    }
    if (unscaled.signum() < 0) {
      text.insert(0, '-');
    }
    byte[] bytes = text.toString().getBytes(US_ASCII);
    write(bytes, 0, bytes.length, out);
  }

  /** Writes a decimal, highest byte first, as Parquet has it. */
  static void writeDecimal(byte[] bytes, int offset, int length, int scale, ByteBuilder out) {
    int skip = 0;
    // Leading bytes that only repeat the sign.
    while (length - skip > Long.BYTES
        && bytes[offset + skip] == (byte) (bytes[offset + skip + 1] >> 7)) {
      skip++;
    }
    if (length - skip > Long.BYTES) {
      write(new BigInteger(bytes, offset, length), scale, out);
      return;
    }
    long value = bytes[offset + skip];
    for (int i = skip + 1; i < length; i++) {
      value = value << 8 | (bytes[offset + i] & 0xff);
    }
    write(value, scale, out);
  }

  /** Writes a number given as {@code numeric_out} writes it. */
  static void write(byte[] text, int offset, int length, ByteBuilder out) {
    if (length > 0 && Character.isLetter(text[offset + length - 1])) {
      writeSpecial(new String(text, offset, length, US_ASCII), out);
      return;
    }
    boolean negative = length > 0 && text[offset] == '-';
    int from = offset + (negative ? 1 : 0);
    int end = offset + length;
    int point = from;
    while (point < end && text[point] != '.') {
      point++;
    }
    int scale = Math.max(0, end - point - 1);
    int wholeDigits = (point - from + 3) / 4;
    int start = out.size();
    out.writeZeros(HEADER);
    for (int i = 0; i < wholeDigits; i++) {
      int to = point - 4 * (wholeDigits - 1 - i);
      out.writeShort(digit(text, Math.max(from, to - 4), to));
    }
    for (int at = point + 1; at < end; at += 4) {
      int to = Math.min(end, at + 4);
      out.writeShort((int) (digit(text, at, to) * POWERS[4 - (to - at)]));
    }
    finish(out, start, wholeDigits, negative, scale);
  }

  private static int digit(byte[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw new IllegalArgumentException(
            "not a number: " + new String(text, from, to - from, US_ASCII));
      }
      value = 10 * value + text[i] - '0';
    }
    return value;
  }

  private static void writeSpecial(String text, ByteBuilder out) {
    int sign =
        switch (text) {
          case "NaN" -> NAN;
          case "Infinity" -> INFINITY;
          case "-Infinity" -> MINUS_INFINITY;
          default -> throw new IllegalArgumentException("not a number: " + text);
        };
    out.writeInt(0);
    out.writeShort(sign);
    out.writeShort(sign == NAN ? 0 : SCALE_OF_INFINITY);
  }

  /** Drops zeros at both ends of the digits, and fills in the header. */
  private static void finish(
      ByteBuilder out, int start, int wholeDigits, boolean negative, int scale) {
    int first = start + HEADER;
    int end = out.size();
    while (end > first && out.getShort(end - 2) == 0) {
      end -= 2;
    }
    int leading = first;
    while (leading < end && out.getShort(leading) == 0) {
      leading += 2;
    }
    int digits = (end - leading) / 2;
    out.remove(first, leading, end);
    out.setShort(start, digits);
    out.setShort(start + 2, digits == 0 ? 0 : wholeDigits - 1 - (leading - first) / 2);
    out.setShort(start + 4, digits > 0 && negative ? NEGATIVE : 0);
    out.setShort(start + 6, scale);
  }
}
