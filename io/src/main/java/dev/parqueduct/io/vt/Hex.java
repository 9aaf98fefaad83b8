package dev.parqueduct.io.vt;

import java.util.Arrays;

/** Hexadecimal digits to bytes and back, for fixed-length hashes. */
final class Hex {
  private static final byte[] NIBBLE = new byte[128];
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  static {
    Arrays.fill(NIBBLE, (byte) -1);
    for (int i = 0; i < 16; i++) {
      NIBBLE[DIGITS[i]] = (byte) i;
      NIBBLE[Character.toUpperCase((char) DIGITS[i])] = (byte) i;
    }
  }

  private Hex() {}

  static boolean decode(String text, byte[] hash) {
    return decode(text.toCharArray(), 0, text.length(), hash);
  }

  /** Decodes digits of either case; false when they are not exactly {@code hash.length} bytes. */
  static boolean decode(char[] text, int offset, int length, byte[] hash) {
    if (length != 2 * hash.length) {
      return false;
    }
    for (int i = 0; i < hash.length; i++) {
      char high = text[offset + 2 * i];
      char low = text[offset + 2 * i + 1];
      if ((high | low) >= 128) {
        return false;
      }
      int value = NIBBLE[high] << 4 | NIBBLE[low];
      if (value < 0) {
        return false;
      }
      hash[i] = (byte) value;
    }
    return true;
  }

  /** Writes {@code count} bytes as lower-case digits to {@code text}, from its start. */
  static void encode(byte[] bytes, int offset, int count, byte[] text) {
    for (int i = 0; i < count; i++) {
      int b = bytes[offset + i] & 0xff;
      text[2 * i] = DIGITS[b >> 4];
      text[2 * i + 1] = DIGITS[b & 15];
    }
  }
}
