package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The compressed input as a sequence of bits, most significant first, behind a window of 64 KB.
 *
 * <p>Past the end of the input the window holds zeros, so that hot loops may look ahead (and even
 * consume) without asking at every step; they call {@link #requireNotPastEnd()} when they are done.
 */
final class BitInput {

  /** The most bytes that {@link #ensure} can make visible. */
  static final int LOOKAHEAD = 256;

  static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int WINDOW = 1 << 16;

  private final InputStream in;
  private final byte[] window = new byte[WINDOW + LOOKAHEAD];
  private long windowStart;
  private int limit;
  private int bit;
  private boolean ended;

  BitInput(InputStream in) {
    this.in = in;
  }

  /** Bytes around the current position. Valid until the next call of {@link #ensure}. */
  byte[] window() {
    return window;
  }

  /** Index in bits of the next unread bit in {@link #window()}. */
  int windowBit() {
    return bit;
  }

  /** Moves to another bit of the window. */
  void seekInWindow(int newBit) {
    bit = newBit;
  }

  /** Bits from the start of the input to the next unread one. */
  long position() {
    return windowStart * 8 + bit;
  }

  /**
   * Makes the next {@code bytes} (at most {@link #LOOKAHEAD}) of the input visible in the window.
   */
  void ensure(int bytes) throws IOException {
    if (limit - (bit >>> 3) < bytes && !ended) {
      refill(bytes);
    }
  }

  private void refill(int bytes) throws IOException {
    int consumed = bit >>> 3;
    System.arraycopy(window, consumed, window, 0, limit - consumed);
    windowStart += consumed;
    limit -= consumed;
    bit &= 7;
    while (limit < bytes && !ended) {
      int count = in.read(window, limit, WINDOW - limit);
      if (count == 0) {
        // Streams must not do this, but some do; a read of one byte has to wait.
        int single = in.read();
        if (single >= 0) {
          window[limit++] = (byte) single;
        } else {
          count = -1;
        }
      }
      if (count < 0) {
        ended = true;
        Arrays.fill(window, limit, limit + LOOKAHEAD, (byte) 0);
      } else {
        limit += count;
      }
    }
  }

  /** Whether no bit is left. */
  boolean atEnd() throws IOException {
    ensure(1);
    return bit >= limit * 8;
  }

  /** Whether the next byte is zero; the position must be at a byte. */
  boolean nextByteIsZero() throws IOException {
    ensure(1);
    return window[bit >>> 3] == 0;
  }

  void requireNotPastEnd() throws FormatViolation {
    if (bit > limit * 8) {
      throw FormatViolation.truncated();
    }
  }

  /** Reads up to 32 bits as an unsigned number. */
  long bits(int count) throws IOException {
    ensure(Long.BYTES);
    long ahead = (long) LONG_BIG_ENDIAN.get(window, bit >>> 3) << (bit & 7);
    bit += count;
    requireNotPastEnd();
    return ahead >>> (64 - count);
  }

  /** Reads up to 16 bits. */
  int smallBits(int count) throws IOException {
    return (int) bits(count);
  }

  boolean flag() throws IOException {
    return bits(1) != 0;
  }

  void alignToByte() {
    bit = (bit + 7) & ~7;
  }
}
