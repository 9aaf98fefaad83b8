package dev.parqueduct.io.vt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tells what content is from its first bytes; names are not believed. */
final class ContentForms {
  private static final int TAR_HEADER = 512;

  private ContentForms() {}

  static boolean isTar(byte[] head) {
    if (head.length < TAR_HEADER || head[0] == 0) {
      return false;
    }
    try {
      return TarUtils.verifyCheckSum(Arrays.copyOf(head, TAR_HEADER));
    } catch (IllegalArgumentException e) {
      // What stands in the place of the checksum is no number.
      return false;
    }
  }

  /** Text has no control characters but white space. */
  static boolean isBinary(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return true;
      }
    }
    return false;
  }

  static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean hasByteOrderMark(byte[] text, int start, int length) {
    return length >= 3
        && (text[start] & 0xff) == 0xef
        && (text[start + 1] & 0xff) == 0xbb
        && (text[start + 2] & 0xff) == 0xbf;
  }

  /**
   * An array of objects, or an object that has the first line for its brace alone, as every
   * pretty-printer writes it. JSON lines begin with neither, not even broken ones.
   */
  static boolean beginsDocument(byte[] head) {
    int at = skipBlank(head, hasByteOrderMark(head, 0, head.length) ? 3 : 0);
    int next = skipBlank(head, at + 1);
    if (next >= head.length) {
      return false;
    }
    if (head[at] == '{') {
      return new String(head, at, next - at, StandardCharsets.ISO_8859_1).indexOf('\n') >= 0;
    }
    return head[at] == '[' && head[next] == '{';
  }

  private static int skipBlank(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
      at++;
    }
    return at;
  }

  static boolean isBlank(byte[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text[i] > ' ' || text[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
