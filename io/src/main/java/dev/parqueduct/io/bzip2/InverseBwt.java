package dev.parqueduct.io.bzip2;

/**
 * Inverts the Burrows-Wheeler transform of one block.
 *
 * <p>The text is a walk through the rows, backwards, and every step of it waits for memory. One
 * block has one walk, but nothing says that it must be walked from one end: some hundred rows,
 * evenly spread, are marked as starts of segments, sixteen segments are walked at once so that
 * their waits overlap, each until it meets the next mark, and the segments are put together in the
 * end. That keeps the working set at one block, which is what a cache shared with other threads has
 * room for.
 *
 * <p>The rows of any input are a permutation, so every walk ends. A permutation of several cycles
 * (a block that repeats a shorter text, or a forged one) is read as the format defines it: round
 * the cycle of the origin until the block is full.
 *
 * <p>About 1.4 MB for a block of 900,000 bytes.
 */
final class InverseBwt {

  /** Rows between two starts, which is also the average length of a segment. */
  private static final int STRIDE = 2048;

  /**
   * Segments are stored in linked chunks, each filled from its end, because their lengths are not
   * known beforehand.
   */
  private static final int CHUNK = 1024;

  private final SegmentWalkers walkers = new SegmentWalkers();

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

  /** By walker: the segment it is in, and the chunk it writes to. */
  private final int[] segment = new int[SegmentWalkers.COUNT];

  private final int[] chunk = new int[SegmentWalkers.COUNT];

  /**
   * Writes the text.
   *
   * @param rows as {@link RunSymbols#fillRows} leaves them; changed
   * @param size the number of rows, at least 1
   * @param origin the row of the text itself among its sorted rotations
   * @param text receives {@code size} bytes
   */
  void invert(int[] rows, int size, int origin, byte[] text) {
    markStarts(rows, size, origin);
    reserveChunks(size);
    // Where walkers without a segment go: a row that leads to itself.
    rows[size] = size << SegmentWalkers.ROW_SHIFT;
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
      rows[startRow[i]] |= SegmentWalkers.STOP;
    }
    begun = 0;
  }

  private int segmentAt(int marked) {
    return Math.min(marked / stride, segments);
  }

  private void reserveChunks(int size) {
    int needed = size / CHUNK + segments + SegmentWalkers.COUNT;
    if (nextChunk.length < needed) {
      nextChunk = new int[needed];
      store = new byte[needed * CHUNK];
    }
    // The first chunks are where resting walkers write.
    chunks = SegmentWalkers.COUNT;
  }

  private void walk(int[] rows, int resting) {
    int walking = 0;
    for (int walker = 0; walker < SegmentWalkers.COUNT; walker++) {
      if (begin(walker, rows)) {
        walking++;
      } else {
        rest(walker, resting);
      }
    }
    while (walking > 0) {
      walkers.walk(rows, store);
      for (int walker = 0; walker < SegmentWalkers.COUNT; walker++) {
        int row = walkers.row(walker);
        if (rows[row] < 0) {
          end(walker, row);
          if (!begin(walker, rows)) {
            rest(walker, resting);
            walking--;
          }
        } else if (walkers.room(walker) == 0) {
          if (row == resting) {
            rest(walker, resting);
          } else {
            extend(walker);
          }
        }
      }
    }
  }

  private boolean begin(int walker, int[] rows) {
    if (begun == segments) {
      return false;
    }
    int next = begun++;
    segment[walker] = next;
    segmentLength[next] = 0;
    firstChunk[next] = chunks;
    writeTo(walker, chunks++);
    walkers.place(walker, startRow[next]);
    walkers.stepFromMark(walker, rows, store);
    return true;
  }

  private void extend(int walker) {
    segmentLength[segment[walker]] += CHUNK;
    nextChunk[chunk[walker]] = chunks;
    writeTo(walker, chunks++);
  }

  private void end(int walker, int reached) {
    int ended = segment[walker];
    segmentLength[ended] += CHUNK - walkers.room(walker);
    nextSegment[ended] = reached == originRow ? originSegment : segmentAt(reached);
  }

  private void rest(int walker, int resting) {
    walkers.place(walker, resting);
    writeTo(walker, walker);
  }

  private void writeTo(int walker, int newChunk) {
    chunk[walker] = newChunk;
    walkers.output(walker, (newChunk + 1) * CHUNK - 1, CHUNK);
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
