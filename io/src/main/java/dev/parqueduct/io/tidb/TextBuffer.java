package dev.parqueduct.io.tidb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text under way to a column, as UTF-8; reused from value to value. */
final class TextBuffer {
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[256];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Empties the buffer; memory of a huge value is given back. */
  TextBuffer clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[256];
    }
    return this;
  }

  void shorten(int newLength) {
    length = newLength;
  }

  void add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void add(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  void add(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    add(encoded, 0, encoded.length);
  }

  /** Adds a number that is not negative, with zeros in front up to {@code width} digits. */
  void padded(long number, int width) {
    int digits = Math.max(width, digits(number));
    reserve(digits);
    long left = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  void signed(long number) {
    if (number == Long.MIN_VALUE) {
      add("-9223372036854775808");
    } else if (number < 0) {
      add('-');
      padded(-number, 1);
    } else {
      padded(number, 1);
    }
  }

  void unsigned(long number) {
    if (number >= 0) {
      padded(number, 1);
    } else {
      padded(Long.divideUnsigned(number, 10), 1);
      padded(Long.remainderUnsigned(number, 10), 1);
    }
  }

  static int digits(long number) {
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
