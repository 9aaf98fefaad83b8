package dev.parqueduct.io.parquet;

/**
 * The RLE / bit-packing hybrid of the Parquet format ("Encodings", RLE = 3): runs of at least eight
 * equal values as (count, value), all else bit-packed in groups of eight, lowest bits first.
 */
final class HybridEncoder {
  /** Readers and writers in the field keep the header of a bit-packed run in one byte. */
  private static final int MAX_GROUPS = 63;

  private HybridEncoder() {}

  /** Appends {@code values[0, count)}, each of at most {@code width} bits. */
  static void encode(int[] values, int count, int width, GrowableBytes out) {
    if (width == 0 && count > 0) {
      // Zeros alone; some readers do not expect a bit-packed run of no bits.
      writeRun(0, count, 0, out);
      return;
    }
    int i = 0;
    while (i < count) {
      int run = runLength(values, i, count);
      if (run >= 8) {
        writeRun(values[i], run, width, out);
        i += run;
      } else {
        int end = literalEnd(values, i, count);
        writeLiterals(values, i, end, count, width, out);
        i = end;
      }
    }
  }

  /** Appends one run of {@code count} times the same value. */
  static void writeRun(int value, int count, int width, GrowableBytes out) {
    out.writeVarint(count << 1);
    for (int shift = 0; shift < width; shift += 8) {
      out.write(value >>> shift);
    }
  }

  private static int runLength(int[] values, int from, int count) {
    int value = values[from];
    int i = from + 1;
    while (i < count && values[i] == value) {
      i++;
    }
    return i - from;
  }

  /**
   * Where the literals from {@code from} end: a multiple of eight further, or at the end of all
   * values.
   */
  private static int literalEnd(int[] values, int from, int count) {
    int end = from;
    int last = (int) Math.min(count, from + 8L * MAX_GROUPS);
    do {
      end += 8;
    } while (end < last && !startsRun(values, end, count));
    return Math.min(end, count);
  }

  private static boolean startsRun(int[] values, int from, int count) {
    if (from + 8 > count) {
      return false;
    }
    int value = values[from];
    for (int i = from + 1; i < from + 8; i++) {
      if (values[i] != value) {
        return false;
      }
    }
    return true;
  }

  private static void writeLiterals(
      int[] values, int from, int end, int count, int width, GrowableBytes out) {
    int groups = (end - from + 7) / 8;
    out.writeVarint((groups << 1) | 1);
    out.reserve((long) groups * width + 8);
    byte[] array = out.array();
    int position = out.size();
    long bits = 0;
    int filled = 0;
    int padded = from + groups * 8;
    for (int i = from; i < padded; i++) {
      long value = i < count ? values[i] & 0xffff_ffffL : 0;
      bits |= value << filled;
      filled += width;
      if (filled >= 32) {
        GrowableBytes.INT.set(array, position, (int) bits);
        position += 4;
        bits >>>= 32;
        filled -= 32;
      }
    }
    GrowableBytes.INT.set(array, position, (int) bits);
    out.truncate(position + filled / 8);
  }
}
