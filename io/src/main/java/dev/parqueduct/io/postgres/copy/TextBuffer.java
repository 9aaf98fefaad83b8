package dev.parqueduct.io.postgres.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ASCII under way to a column; reused from value to value. */
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

  void add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void add(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      add(ascii.charAt(i));
    }
  }

  /** Adds a number that is not negative, with zeros in front up to {@code width} digits. */
  void padded(int number, int width) {
    int size = Math.max(width, digits(number));
    reserve(size);
    int left = number;
    for (int at = length + size - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += size;
  }

  /** Adds a number without a sign in base 16. */
  void hex(int number, int width) {
    int size = Math.max(width, (35 - Integer.numberOfLeadingZeros(number | 1)) / 4);
    for (int shift = (size - 1) * 4; shift >= 0; shift -= 4) {
      add(Character.forDigit(number >>> shift & 15, 16));
    }
  }

  static int digits(int number) {
    int digits = 1;
    for (int left = number; left >= 10; left /= 10) {
      digits++;
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
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
