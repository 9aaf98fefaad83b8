package dev.parqueduct.io.vt;

import java.util.Arrays;

/** A growing buffer of valid UTF-8. Lone surrogates become U+FFFD. */
final class Utf8Buffer {
  private byte[] bytes = new byte[1024];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  /** The content is in the first {@link #length} bytes. */
  byte[] array() {
    return bytes;
  }

  void append(byte b) {
    reserve(1);
    bytes[length++] = b;
  }

  void append(Utf8Buffer other) {
    reserve(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        char[] chars = text.toCharArray();
        append(chars, 0, chars.length);
        return;
      }
    }
    appendAscii(text);
  }

  @SuppressWarnings("deprecation") // The low byte of every char is just what ASCII is.
  private void appendAscii(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
  }

  /** Appends UTF-16. */
  void append(char[] chars, int offset, int count) {
    reserve(3 * count);
    byte[] out = bytes;
    int at = length;
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | c >> 6);
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(chars[i + 1])) {
        int point = Character.toCodePoint(c, chars[++i]);
        out[at++] = (byte) (0xf0 | point >> 18);
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (point & 0x3f));
      } else {
        char valid = Character.isSurrogate(c) ? '\uFFFD' : c;
        out[at++] = (byte) (0xe0 | valid >> 12);
        out[at++] = (byte) (0x80 | ((valid >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (valid & 0x3f));
      }
    }
    length = at;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
  }
}
