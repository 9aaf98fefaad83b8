package dev.parqueduct.io.bzip2;

/**
 * Inverts the Burrows-Wheeler transform of one block.
 *
 * <p>The text is a walk through the rows, backwards, and every step of it waits for memory. One
 * block has one walk, but nothing says that it must be walked from one end: some hundred rows,
 * evenly spread, are marked as starts of segments, twelve segments are walked at once so that their
 * waits overlap, each until it meets the next mark, and the segments are put together in the end.
 * That keeps the working set at one block, which is what a cache shared with other threads has room
 * for.
 *
 * <p>A row is {@code rank << 8 | byte}, where rank counts the same byte in the rows before; bit 31
 * marks a start. Any such rows are a permutation, so every walk ends, whatever the input. A
 * permutation of several cycles (a block that repeats a shorter text, or a forged one) is read as
 * the format defines it: round the cycle of the origin until the block is full.
 *
 * <p>About 1.4 MB for a block of 900,000 bytes.
 */
final class InverseBwt {

  private static final int WALKERS = 12;
  private static final int START = 1 << 31;
  private static final int RANK_SHIFT = 8;

  /** Rows between two starts, which is also the average length of a segment. */
  private static final int STRIDE = 2048;

  /**
   * Segments are stored in linked chunks, each filled from its end, because their lengths are not
   * known beforehand.
   */
  private static final int CHUNK = 1024;

  private static final int NONE = -1;

  private byte[] store = new byte[0];
  private int[] nextChunk = new int[0];
  private int chunks;

  /**
   * By segment. The last one may be the origin's; the others start at multiples of {@link #stride}.
   */
  private int[] startRow = new int[0];

  private int[] firstChunk = new int[0];
  private int[] segmentLength = new int[0];
  private int[] nextSegment = new int[0];
  private int segments;
  private int begun;
  private int stride;
  private int originRow;
  private int originSegment;

  /** By byte value: the rows with smaller bytes. */
  private final int[] firstRow = new int[256];

  /** By walker: its row, the index in the store of its next byte, the bytes left in its chunk. */
  private final int[] row = new int[WALKERS];

  private final int[] at = new int[WALKERS];
  private final int[] room = new int[WALKERS];
  private final int[] chunk = new int[WALKERS];
  private final int[] segment = new int[WALKERS];

  /**
   * Writes the text.
   *
   * @param rows the rows, with room for one more behind the last
   * @param counts by byte value, the number of rows that have it
   * @param size the number of rows, at least 1
   * @param origin the row of the text itself among its sorted rotations
   * @param text receives {@code size} bytes
   */
  void invert(int[] rows, int[] counts, int size, int origin, byte[] text) {
    int before = 0;
    for (int value = 0; value < 256; value++) {
      firstRow[value] = before;
      before += counts[value];
    }
    markStarts(rows, size, origin);
    reserveChunks(size);
    // Where walkers without a segment go: a row that leads to itself.
    rows[size] = size << RANK_SHIFT;
    walk(rows, size);
    assemble(size, text);
  }

  private void markStarts(int[] rows, int size, int origin) {
    int spread = Math.max(1, size / STRIDE);
    if (startRow.length <= spread) {
      startRow = new int[spread + 1];
      firstChunk = new int[spread + 1];
      segmentLength = new int[spread + 1];
      nextSegment = new int[spread + 1];
    }
    stride = size / spread;
    originRow = origin;
    segments = 0;
    for (int i = 0; i < spread; i++) {
      startRow[segments++] = i * stride;
    }
    originSegment = segmentAt(origin);
    if (originSegment == segments || startRow[originSegment] != origin) {
      originSegment = segments;
      startRow[segments++] = origin;
    }
    for (int i = 0; i < segments; i++) {
      rows[startRow[i]] |= START;
      nextSegment[i] = NONE;
    }
    begun = 0;
  }

  private int segmentAt(int marked) {
    return Math.min(marked / stride, segments);
  }

  private void reserveChunks(int size) {
    int needed = size / CHUNK + segments + WALKERS;
    if (nextChunk.length < needed) {
      nextChunk = new int[needed];
      store = new byte[needed * CHUNK];
    }
    // The first chunks are where resting walkers write.
    chunks = WALKERS;
  }

  private void walk(int[] rows, int size) {
    int walking = 0;
    for (int walker = 0; walker < WALKERS; walker++) {
      if (begin(walker, rows)) {
        walking++;
      } else {
        rest(walker, size);
      }
    }
    while (walking > 0) {
      step(rows, leastRoom());
      for (int walker = 0; walker < WALKERS; walker++) {
        if (rows[row[walker]] < 0) {
          end(walker);
          if (!begin(walker, rows)) {
            rest(walker, size);
            walking--;
          }
        } else if (room[walker] == 0) {
          if (row[walker] == size) {
            rest(walker, size);
          } else {
            extend(walker);
          }
        }
      }
    }
  }

  private int leastRoom() {
    int least = CHUNK;
    for (int r : room) {
      least = Math.min(least, r);
    }
    return least;
  }

  private boolean begin(int walker, int[] rows) {
    if (begun == segments) {
      return false;
    }
    int next = begun++;
    segment[walker] = next;
    segmentLength[next] = 0;
    firstChunk[next] = chunks;
    useChunk(walker, chunks++);
    // The first step is taken here because its row is marked, which would end the walk.
    int first = rows[startRow[next]] & ~START;
    store[at[walker]--] = (byte) first;
    room[walker]--;
    row[walker] = firstRow[first & 0xFF] + (first >>> RANK_SHIFT);
    return true;
  }

  private void extend(int walker) {
    segmentLength[segment[walker]] += CHUNK;
    nextChunk[chunk[walker]] = chunks;
    useChunk(walker, chunks++);
  }

  private void end(int walker) {
    int ended = segment[walker];
    segmentLength[ended] += CHUNK - room[walker];
    int reached = row[walker];
    nextSegment[ended] = reached == originRow ? originSegment : segmentAt(reached);
  }

  private void rest(int walker, int size) {
    row[walker] = size;
    useChunk(walker, walker);
  }

  private void useChunk(int walker, int index) {
    chunk[walker] = index;
    at[walker] = (index + 1) * CHUNK - 1;
    room[walker] = CHUNK;
  }

  /** Takes up to {@code steps} steps with every walker, fewer if one of them meets a start. */
  private void step(int[] rows, int steps) {
    int[] first = firstRow;
    byte[] out = store;
    int r0 = row[0];
    int a0 = at[0];
    int r1 = row[1];
    int a1 = at[1];
    int r2 = row[2];
    int a2 = at[2];
    int r3 = row[3];
    int a3 = at[3];
    int r4 = row[4];
    int a4 = at[4];
    int r5 = row[5];
    int a5 = at[5];
    int r6 = row[6];
    int a6 = at[6];
    int r7 = row[7];
    int a7 = at[7];
    int r8 = row[8];
    int a8 = at[8];
    int r9 = row[9];
    int a9 = at[9];
    int r10 = row[10];
    int a10 = at[10];
    int r11 = row[11];
    int a11 = at[11];
    int taken = 0;
    for (; taken < steps; taken++) {
      int e0 = rows[r0];
      int e1 = rows[r1];
      int e2 = rows[r2];
      int e3 = rows[r3];
      int e4 = rows[r4];
      int e5 = rows[r5];
      int e6 = rows[r6];
      int e7 = rows[r7];
      int e8 = rows[r8];
      int e9 = rows[r9];
      int e10 = rows[r10];
      int e11 = rows[r11];
      if ((e0 | e1 | e2 | e3 | e4 | e5 | e6 | e7 | e8 | e9 | e10 | e11) < 0) {
        break;
      }
      out[a0 - taken] = (byte) e0;
      r0 = first[e0 & 0xFF] + (e0 >>> RANK_SHIFT);
      out[a1 - taken] = (byte) e1;
      r1 = first[e1 & 0xFF] + (e1 >>> RANK_SHIFT);
      out[a2 - taken] = (byte) e2;
      r2 = first[e2 & 0xFF] + (e2 >>> RANK_SHIFT);
      out[a3 - taken] = (byte) e3;
      r3 = first[e3 & 0xFF] + (e3 >>> RANK_SHIFT);
      out[a4 - taken] = (byte) e4;
      r4 = first[e4 & 0xFF] + (e4 >>> RANK_SHIFT);
      out[a5 - taken] = (byte) e5;
      r5 = first[e5 & 0xFF] + (e5 >>> RANK_SHIFT);
      out[a6 - taken] = (byte) e6;
      r6 = first[e6 & 0xFF] + (e6 >>> RANK_SHIFT);
      out[a7 - taken] = (byte) e7;
      r7 = first[e7 & 0xFF] + (e7 >>> RANK_SHIFT);
      out[a8 - taken] = (byte) e8;
      r8 = first[e8 & 0xFF] + (e8 >>> RANK_SHIFT);
      out[a9 - taken] = (byte) e9;
      r9 = first[e9 & 0xFF] + (e9 >>> RANK_SHIFT);
      out[a10 - taken] = (byte) e10;
      r10 = first[e10 & 0xFF] + (e10 >>> RANK_SHIFT);
      out[a11 - taken] = (byte) e11;
      r11 = first[e11 & 0xFF] + (e11 >>> RANK_SHIFT);
    }
    row[0] = r0;
    row[1] = r1;
    row[2] = r2;
    row[3] = r3;
    row[4] = r4;
    row[5] = r5;
    row[6] = r6;
    row[7] = r7;
    row[8] = r8;
    row[9] = r9;
    row[10] = r10;
    row[11] = r11;
    for (int walker = 0; walker < WALKERS; walker++) {
      at[walker] -= taken;
      room[walker] -= taken;
    }
  }

  /**
   * Puts the segments of the origin's cycle in order, and repeats the cycle if it is shorter than
   * the block.
   */
  private void assemble(int size, byte[] text) {
    int cycle = 0;
    int current = originSegment;
    do {
      cycle += segmentLength[current];
      current = nextSegment[current];
    } while (current != originSegment);
    int end = cycle;
    do {
      int left = segmentLength[current];
      for (int c = firstChunk[current]; left > 0; c = nextChunk[c]) {
        int part = Math.min(left, CHUNK);
        end -= part;
        System.arraycopy(store, (c + 1) * CHUNK - part, text, end, part);
        left -= part;
      }
      current = nextSegment[current];
    } while (current != originSegment);
    for (int filled = cycle; filled < size; ) {
      int part = Math.min(cycle, size - filled);
      System.arraycopy(text, 0, text, filled, part);
      filled += part;
    }
  }
}
