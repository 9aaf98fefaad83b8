package dev.parqueduct.io.parquet;

import java.util.Arrays;

/**
 * The repetition or the definition levels of one open page. As long as all are equal, which is the
 * rule for columns without nulls, they are only counted.
 */
final class LevelBuffer {
  private final int width;
  private byte[] levels = new byte[0];
  private int count;
  private boolean uniform = true;
  private byte first;

  LevelBuffer(int maxLevel) {
    this.width = 32 - Integer.numberOfLeadingZeros(maxLevel);
  }

  void add(int level) {
    if (uniform) {
      if (count == 0) {
        first = (byte) level;
      }
      if ((byte) level == first) {
        count++;
        return;
      }
      spread();
    }
    if (count == levels.length) {
      levels = Arrays.copyOf(levels, Math.max(64, count * 2));
    }
    levels[count++] = (byte) level;
  }

  private void spread() {
    uniform = false;
    if (levels.length <= count) {
      levels = new byte[Math.max(64, count * 2)];
    }
    Arrays.fill(levels, 0, count, first);
  }

  int count() {
    return count;
  }

  /** Bytes of memory the levels of the open page take. */
  int memory() {
    return uniform ? 0 : count;
  }

  /** Bytes of memory held, for later pages too. */
  int capacity() {
    return levels.length;
  }

  /** Appends the levels as a V1 data page has them: length in four bytes, then the RLE hybrid. */
  void encode(Scratch scratch, GrowableBytes out) {
    int start = out.size();
    out.writeInt(0);
    if (uniform) {
      HybridEncoder.writeRun(first & 0xff, count, width, out);
    } else {
      int[] ints = scratch.ints(count);
      for (int i = 0; i < count; i++) {
        ints[i] = levels[i] & 0xff;
      }
      HybridEncoder.encode(ints, count, width, out);
    }
    out.setInt(start, out.size() - start - 4);
  }

  void reset(int keep) {
    count = 0;
    uniform = true;
    if (levels.length > keep) {
      levels = new byte[0];
    }
  }
}
