package dev.parqueduct.io.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Shortens long minima and maxima, as the format allows for the column index and for statistics: a
 * minimum to its first bytes, a maximum to the first bytes of something greater. Text stays text.
 */
final class BoundTruncation {
  private BoundTruncation() {}

  /** The first bytes of a value, at most {@code limit} of them, whole code points of text. */
  static byte[] lower(byte[] value, int limit) {
    return Arrays.copyOf(value, cut(value, limit));
  }

  /**
   * Something greater than all values that start as {@code value} does; none if it is all 0xff or
   * U+10FFFF.
   */
  static Optional<byte[]> upper(byte[] value, int limit) {
    byte[] head = Arrays.copyOf(value, cut(value, limit));
    return decode(head).map(BoundTruncation::nextText).orElseGet(() -> nextBytes(head));
  }

  /** Where to cut: at {@code limit} or, inside a code point of UTF-8, up to three bytes earlier. */
  private static int cut(byte[] value, int limit) {
    int end = limit;
    while (end > 0 && limit - end < 4 && (value[end] & 0xc0) == 0x80) {
      end--;
    }
    return limit - end < 4 && decode(Arrays.copyOf(value, end)).isPresent() ? end : limit;
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> nextText(String text) {
    int[] points = text.codePoints().toArray();
    for (int i = points.length - 1; i >= 0; i--) {
      if (points[i] < Character.MAX_CODE_POINT) {
        // The surrogates, U+D800 to U+DFFF, have no UTF-8 form.
        int next = points[i] == Character.MIN_SURROGATE - 1 ? 0xe000 : points[i] + 1;
        points[i] = next;
        return Optional.of(new String(points, 0, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> nextBytes(byte[] head) {
    for (int i = head.length - 1; i >= 0; i--) {
      if (head[i] != (byte) 0xff) {
        byte[] next = Arrays.copyOf(head, i + 1);
        next[i]++;
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }
}
