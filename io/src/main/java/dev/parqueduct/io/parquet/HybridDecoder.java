package dev.parqueduct.io.parquet;

import java.util.Arrays;

/**
 * Reads the RLE and bit-packing hybrid of levels and dictionary indices (Encodings.md of the
 * Parquet format, "RLE = 3").
 */
final class HybridDecoder {
  /** Bytes that must be readable behind the last one of an encoded run. */
  static final int PADDING = 8;

  private HybridDecoder() {}

  /**
   * @param from first byte
   * @param to end of the bytes; {@link #PADDING} more must be readable
   * @param out where {@code count} numbers go
   */
  static void decode(byte[] bytes, int from, int to, int width, int[] out, int count)
      throws DamagedFileException {
    if (width < 0 || width > 32) {
      throw new DamagedFileException("numbers of " + width + " bits");
    }
    int at = from;
    int filled = 0;
    while (filled < count) {
      int header = 0;
      int shift = 0;
      int b;
      do {
        if (at >= to || shift > 28) {
          throw truncated();
        }
        b = bytes[at++];
        header |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      int length = header >>> 1;
      if ((header & 1) == 0) {
        int valueBytes = (width + 7) >> 3;
        if (at + valueBytes > to) {
          throw truncated();
        }
        int run = Math.min(length, count - filled);
        if (run == 0) {
          throw new DamagedFileException("an empty run");
        }
        int value =
            valueBytes == 0
                ? 0
                : (int) ((long) GrowableBytes.LONG.get(bytes, at) & mask(valueBytes * 8));
        Arrays.fill(out, filled, filled + run, value);
        at += valueBytes;
        filled += run;
      } else {
        long packed = (long) length * width;
        if (length == 0 || packed > to - at) {
          throw truncated();
        }
        int run = (int) Math.min((long) length * 8, count - filled);
        unpack(bytes, at, width, out, filled, run);
        at += (int) packed;
        filled += run;
      }
    }
  }

  /**
   * Whether these are so many times the same value, in one run: the levels of most pages are, and
   * need not be written out.
   */
  static boolean isRun(byte[] bytes, int from, int to, int width, int value, int count) {
    int at = from;
    int header = 0;
    // Longer headers are those of runs that no page has.
    for (int shift = 0; shift < 28 && at < to; shift += 7) {
      byte b = bytes[at++];
      header |= (b & 0x7f) << shift;
      if (b >= 0) {
        // Levels are small numbers: of a longer one the rest would have to be compared, too.
        return (header & 1) == 0
            && width <= Byte.SIZE
            && header >>> 1 >= count
            && at < to
            && (bytes[at] & 0xff) == value;
      }
    }
    return false;
  }

  private static void unpack(byte[] bytes, int from, int width, int[] out, int start, int count) {
    long mask = mask(width);
    long bit = (long) from << 3;
    for (int i = 0; i < count; i++) {
      long word = (long) GrowableBytes.LONG.get(bytes, (int) (bit >>> 3));
      out[start + i] = (int) ((word >>> (bit & 7)) & mask);
      bit += width;
    }
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private static DamagedFileException truncated() {
    return new DamagedFileException("a run of levels or indices is cut off");
  }
}
