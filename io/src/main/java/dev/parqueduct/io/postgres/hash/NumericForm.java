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
  private static final int NAN = 0xc000;
  private static final int INFINITY = 0xd000;
  private static final int MINUS_INFINITY = 0xf000;

  /** What the short header of an infinity leaves where finite numbers have their decimals. */
  private static final int SCALE_OF_INFINITY = 0x20;

  private static final int HEADER = 8;
  private static final long[] POWERS = {1, 10, 100, 1000};

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
    NumericDigits digits = new NumericDigits();
    if (digits.set(unscaled, scale)) {
      digits.write(out);
    } else {
      write(BigInteger.valueOf(unscaled), scale, out);
    }
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
    if (isLong(bytes, offset, length)) {
      write(readLong(bytes, offset, length), scale, out);
    } else {
      write(new BigInteger(bytes, offset, length), scale, out);
    }
  }

  /** Whether all bytes but the last eight only repeat the sign. */
  static boolean isLong(byte[] bytes, int offset, int length) {
    int more = length - Long.BYTES;
    for (int i = 0; i < more; i++) {
      if (bytes[offset + i] != bytes[offset + more] >> 7) {
        return false;
      }
    }
    return true;
  }

  /** The last eight bytes of a number, highest byte first. */
  static long readLong(byte[] bytes, int offset, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("a decimal of no bytes");
    }
    if (length >= Long.BYTES) {
      return ByteBuilder.readLong(bytes, offset + length - Long.BYTES);
    }
    long value = bytes[offset];
    for (int i = 1; i < length; i++) {
      value = value << 8 | (bytes[offset + i] & 0xff);
    }
    return value;
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
    out.setShort(start + 4, digits > 0 && negative ? NumericDigits.NEGATIVE : 0);
    out.setShort(start + 6, scale);
  }
}
