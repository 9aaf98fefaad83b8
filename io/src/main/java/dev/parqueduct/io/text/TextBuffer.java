package dev.parqueduct.io.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text under way to a column, as UTF-8; reused from value to value. */
public final class TextBuffer {
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[256];
  private int length;

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Empties the buffer; memory of a huge value is given back. */
  public TextBuffer clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[256];
    }
    return this;
  }

  public void shorten(int newLength) {
    length = newLength;
  }

  public void add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  public void add(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  public void add(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    add(encoded, 0, encoded.length);
  }

  /** Adds a number that is not negative, with zeros in front up to {@code width} digits. */
  public void padded(long number, int width) {
    int digits = Math.max(width, digits(number));
    reserve(digits);
    long left = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  public void signed(long number) {
    if (number == Long.MIN_VALUE) {
      add("-9223372036854775808");
    } else if (number < 0) {
      add('-');
      padded(-number, 1);
    } else {
      padded(number, 1);
    }
  }

  public void unsigned(long number) {
    if (number >= 0) {
      padded(number, 1);
    } else {
      padded(Long.divideUnsigned(number, 10), 1);
      padded(Long.remainderUnsigned(number, 10), 1);
    }
  }

  /** Adds a number without a sign in base 16, with zeros in front up to {@code width} digits. */
  public void hex(int number, int width) {
    int digits = Math.max(width, (35 - Integer.numberOfLeadingZeros(number | 1)) / 4);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      add(Character.forDigit(number >>> shift & 15, 16));
    }
  }

  /** Digits of a number that is not negative, in base 10. */
  public static int digits(long number) {
    int digits = 1;
    for (long bound = 10; bound <= number; bound *= 10) {
      digits++;
      if (digits == 19) {
        break;
      }
    }
    return digits;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
