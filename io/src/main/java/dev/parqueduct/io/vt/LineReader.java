package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a stream into lines without copying them: a line is a range of the reader's buffer, valid
 * until the next one is asked for. The buffer grows up to the longest line allowed; of a longer one
 * the beginning is kept and the rest skipped.
 */
final class LineReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';
  private static final int INITIAL_BUFFER = 1 << 18;

  private final InputStream in;
  private final int maxLine;
  private byte[] buffer;
  private int next;
  private int limit;
  private boolean ended;
  private int start;
  private int length;
  private long line;
  private long offset;
  private long offsetOfBuffer;
  private long skipped;

  /**
   * @param maxLine the longest line that is given whole, in bytes
   */
  LineReader(InputStream in, int maxLine) {
    this.in = requireNonNull(in, "in");
    this.maxLine = maxLine;
    this.buffer = new byte[Math.min(INITIAL_BUFFER, Math.max(maxLine + 1, 16))];
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end
   * @throws IOException from the stream; what was read of the current line is then in {@link
   *     #start} and {@link #length}
   */
  boolean next() throws IOException {
    start = next;
    length = 0;
    skipped = 0;
    offset = offsetOfBuffer + start;
    line++;
    int searchFrom = start;
    while (true) {
      int newline = indexOfNewline(searchFrom, limit);
      length = (newline < 0 ? limit : newline) - start;
      if (newline >= 0) {
        next = newline + 1;
        return true;
      }
      searchFrom = limit;
      if (ended) {
        next = limit;
        return length > 0;
      }
      if (length > maxLine) {
        skipRest();
        return true;
      }
      searchFrom -= makeRoom();
      fill();
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** Without the line end. */
  int length() {
    return length;
  }

  /** From 1. */
  long line() {
    return line;
  }

  /** Of the line's first byte in the stream. */
  long offset() {
    return offset;
  }

  /** Whether the line is longer than allowed; then only its beginning is here. */
  boolean tooLong() {
    return length > maxLine;
  }

  /** The line's length in the stream, which is more than {@link #length} when it is too long. */
  long fullLength() {
    return length + skipped;
  }

  /** Moves the line to the buffer's start or grows the buffer; returns how far it moved. */
  private int makeRoom() {
    if (limit < buffer.length) {
      return 0;
    }
    int moved = start;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      offsetOfBuffer += moved;
      limit -= moved;
      start = 0;
      next = 0;
    }
    if (limit > buffer.length / 2) {
      int wanted = (int) Math.min(2L * buffer.length, Math.max(maxLine + 1L, buffer.length));
      buffer = wanted > buffer.length ? Arrays.copyOf(buffer, wanted) : buffer;
    }
    return moved;
  }

  private void fill() throws IOException {
    int n = in.read(buffer, limit, buffer.length - limit);
    if (n < 0) {
      ended = true;
    } else {
      limit += n;
    }
  }

  private void skipRest() throws IOException {
    byte[] discarded = new byte[1 << 16];
    next = limit;
    while (true) {
      int n = in.read(discarded, 0, discarded.length);
      if (n < 0) {
        ended = true;
        offsetOfBuffer += skipped;
        return;
      }
      for (int i = 0; i < n; i++) {
        if (discarded[i] == '\n') {
          skipped += i;
          offsetOfBuffer += skipped + 1;
          keepAfterSkip(discarded, i + 1, n);
          return;
        }
      }
      skipped += n;
    }
  }

  /**
   * The bytes after the skipped line go behind it in the buffer, as if they had been read there.
   */
  private void keepAfterSkip(byte[] read, int from, int to) {
    if (buffer.length - limit < to - from) {
      buffer = Arrays.copyOf(buffer, limit + to - from);
    }
    System.arraycopy(read, from, buffer, limit, to - from);
    limit += to - from;
  }

  private int indexOfNewline(int from, int to) {
    byte[] bytes = buffer;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long x = (long) LONGS.get(bytes, i) ^ NEWLINES;
      long zeroes = (x - ONES) & ~x & HIGH_BITS;
      if (zeroes != 0) {
        return i + (Long.numberOfTrailingZeros(zeroes) >> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
