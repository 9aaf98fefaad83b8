package dev.parqueduct.io.bzip2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The outermost layer of the format: four equal bytes are followed by the number of further ones (0
 * to 255).
 *
 * <p>A block of 900,000 bytes can stand for 46 MB, so the expanded form never exists as a whole:
 * {@link #check} runs through it for the checksum, and {@link #read} writes it to where the reader
 * wants it.
 */
final class RunLengths {

  private static final int RUN = 4;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A multiple of eight. */
  private static final int SCRATCH = 8192;

  private final byte[] scratch = new byte[SCRATCH + Long.BYTES];
  private final byte[] repeated = new byte[255];
  private final CRC32 crc = new CRC32();

  private byte[] text;
  private int at;
  private int end;

  /**
   * Where the bytes that stand for themselves end; then the count of a run follows, unless it is
   * the end.
   */
  private int literalsEnd;

  /** What is left of the current run. */
  private int repeats;

  private byte repeatedByte;

  /**
   * The checksum of what {@code text} stands for.
   *
   * @throws FormatViolation if the last run has no count
   */
  int check(byte[] encoded, int length) throws FormatViolation {
    crc.reset();
    int start = 0;
    while (start < length) {
      int run = nextRun(encoded, start, length);
      int literals = Math.min(run + RUN, length);
      updateReversed(encoded, start, literals);
      start = literals;
      if (run < length) {
        if (start == length) {
          throw FormatViolation.corrupt("the block ends inside a run");
        }
        updateRepeated(reversed(encoded[run]), encoded[start] & 0xFF);
        start++;
      }
    }
    // The format feeds bytes to its CRC most significant bit first, java.util.zip least significant
    // bit first; with all bits in reverse order both are the same.
    return Integer.reverse((int) crc.getValue());
  }

  private void updateReversed(byte[] bytes, int from, int to) {
    byte[] target = scratch;
    for (int start = from; start < to; start += SCRATCH) {
      int length = Math.min(SCRATCH, to - start);
      int i = 0;
      for (; i <= length - Long.BYTES; i += Long.BYTES) {
        LONG.set(target, i, reverseInBytes((long) LONG.get(bytes, start + i)));
      }
      for (; i < length; i++) {
        target[i] = reversed(bytes[start + i]);
      }
      crc.update(target, 0, length);
    }
  }

  private void updateRepeated(byte value, int count) {
    // Runs of one byte tend to follow each other.
    if (repeated[0] != value) {
      Arrays.fill(repeated, value);
    }
    crc.update(repeated, 0, count);
  }

  private static byte reversed(byte value) {
    return (byte) (Integer.reverse(value) >>> 24);
  }

  private static long reverseInBytes(long x) {
    long odd = (x >>> 1 & 0x5555555555555555L) | (x & 0x5555555555555555L) << 1;
    long pairs = (odd >>> 2 & 0x3333333333333333L) | (odd & 0x3333333333333333L) << 2;
    return (pairs >>> 4 & 0x0F0F0F0F0F0F0F0FL) | (pairs & 0x0F0F0F0F0F0F0F0FL) << 4;
  }

  /**
   * Index of the first of four equal bytes at or after {@code from}, or {@code to} if there is
   * none.
   */
  private static int nextRun(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES - RUN; i += Long.BYTES) {
      long first = (long) LONG.get(bytes, i);
      long second = (long) LONG.get(bytes, i + 1);
      long third = (long) LONG.get(bytes, i + 2);
      long fourth = (long) LONG.get(bytes, i + 3);
      long differences = (first ^ second) | (second ^ third) | (third ^ fourth);
      // A zero byte marks a run; the lowest mark is exact, a borrow can only make false ones above
      // it.
      long marks = (differences - LOW_BITS) & ~differences & HIGH_BITS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    for (; i <= to - RUN; i++) {
      byte value = bytes[i];
      if (bytes[i + 1] == value && bytes[i + 2] == value && bytes[i + 3] == value) {
        return i;
      }
    }
    return to;
  }

  /** Starts to read another block, which {@link #check} has accepted. */
  void open(byte[] encoded, int length) {
    text = encoded;
    at = 0;
    end = length;
    repeats = 0;
    literalsEnd = Math.min(nextRun(encoded, 0, length) + RUN, length);
  }

  /** Whether everything has been read. */
  boolean exhausted() {
    return repeats == 0 && at == end;
  }

  /** Bytes that {@link #read} can deliver at least. */
  int buffered() {
    return repeats + literalsEnd - at;
  }

  /** Writes the next bytes of the expanded text; fewer than {@code length} only at its end. */
  int read(byte[] target, int offset, int length) {
    int to = offset;
    int limit = offset + length;
    while (to < limit && !exhausted()) {
      if (repeats > 0) {
        int count = Math.min(repeats, limit - to);
        Arrays.fill(target, to, to + count, repeatedByte);
        repeats -= count;
        to += count;
      } else if (at < literalsEnd) {
        int count = Math.min(literalsEnd - at, limit - to);
        System.arraycopy(text, at, target, to, count);
        at += count;
        to += count;
      } else {
        repeatedByte = text[at - 1];
        repeats = text[at] & 0xFF;
        at++;
        literalsEnd = Math.min(nextRun(text, at, end) + RUN, end);
      }
    }
    return to - offset;
  }
}
