package dev.parqueduct.io.rawkv;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A range of user keys, in the order of unsigned bytes, and a prefix that they have.
 *
 * @param start the first key
 * @param end the first key that is not in the range any more; empty = there is no end
 * @param prefix empty = any
 */
public record KeyRange(byte[] start, byte[] end, byte[] prefix) implements Serializable {
  private static final byte[] NONE = {};
  private static final int KEYSPACE_PREFIX = 4;

  /** All keys. */
  public static final KeyRange ALL = new KeyRange(NONE, NONE, NONE);

  /** Narrows the range to what has the prefix. */
  public KeyRange {
    prefix = prefix.clone();
    start = max(start, prefix).clone();
    end = min(end, successor(prefix)).clone();
    if (end.length > 0 && Arrays.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "no key is in the range from "
              + text(start)
              + " to "
              + text(end)
              + (prefix.length == 0 ? "" : " of those that begin with " + text(prefix)));
    }
  }

  /**
   * Reads a range as users write it: text stands for its UTF-8, {@code 0x} begins hexadecimal
   * digits, nothing means no limit.
   */
  public static KeyRange parse(String start, String end, String prefix) {
    try {
      return new KeyRange(bytes(start), bytes(end), bytes(prefix));
    } catch (IllegalArgumentException e) {
      throw RunFailedException.usage("The keys asked for: " + e.getMessage() + ".");
    }
  }

  static byte[] bytes(String text) {
    if (!text.startsWith("0x")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          text + " has not two hexadecimal digits for each byte after 0x", e);
    }
  }

  boolean contains(byte[] key, int offset, int length) {
    int to = offset + length;
    return Arrays.compareUnsigned(key, offset, to, start, 0, start.length) >= 0
        && (end.length == 0 || Arrays.compareUnsigned(key, offset, to, end, 0, end.length) < 0);
  }

  /**
   * Whether an SST may hold keys of the range; if not, it need not be read.
   *
   * @param fileStart the first key, as the backupmeta has it: under API V2 with mode and keyspace
   * @param fileEnd the last key or the first behind it; empty = there is no end
   */
  public boolean mayBeIn(RawApi api, byte[] fileStart, byte[] fileEnd) {
    if (api != RawApi.V2) {
      return intersects(fileStart, fileEnd);
    }
    boolean oneKeyspace =
        fileStart.length >= KEYSPACE_PREFIX
            && fileEnd.length >= KEYSPACE_PREFIX
            && Arrays.equals(fileStart, 0, KEYSPACE_PREFIX, fileEnd, 0, KEYSPACE_PREFIX);
    if (!oneKeyspace) {
      return true;
    }
    byte[] last = Arrays.copyOfRange(fileEnd, KEYSPACE_PREFIX, fileEnd.length);
    return last.length == 0
        || intersects(Arrays.copyOfRange(fileStart, KEYSPACE_PREFIX, fileStart.length), last);
  }

  private boolean intersects(byte[] fileStart, byte[] fileEnd) {
    boolean endsBefore = fileEnd.length > 0 && Arrays.compareUnsigned(fileEnd, start) < 0;
    boolean beginsBehind = end.length > 0 && Arrays.compareUnsigned(fileStart, end) >= 0;
    return !endsBefore && !beginsBehind;
  }

  private static byte[] max(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b) >= 0 ? a : b;
  }

  /** The smaller of two ends, of which an empty one is the largest. */
  private static byte[] min(byte[] a, byte[] b) {
    if (a.length == 0 || b.length == 0) {
      return a.length == 0 ? b : a;
    }
    return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
  }

  /** The first byte string behind all that begin with the prefix; empty when there is none. */
  private static byte[] successor(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    byte[] next = Arrays.copyOf(prefix, length);
    if (length > 0) {
      next[length - 1]++;
    }
    return next;
  }

  private static String text(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRange range
        && Arrays.equals(start, range.start)
        && Arrays.equals(end, range.end)
        && Arrays.equals(prefix, range.prefix);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(start) + Arrays.hashCode(end)) + Arrays.hashCode(prefix);
  }

  @Override
  public String toString() {
    return "KeyRange[" + text(start) + ", " + text(end) + ", prefix " + text(prefix) + "]";
  }
}
