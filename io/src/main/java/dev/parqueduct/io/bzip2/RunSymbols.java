package dev.parqueduct.io.bzip2;

import java.util.Arrays;

/**
 * Undoes move-to-front and the run-length code in front of the Huffman code, and builds the rows of
 * the block's Burrows-Wheeler matrix from the result.
 *
 * <p>Symbols 0 and 1 are the digits of a run length in bijective base 2, least significant first;
 * symbol {@code s > 1} is the byte at place {@code s - 1} of the list. A byte and the run that
 * follows it are one run here. Runs are collected first; when all bytes are counted, the rows are
 * filled run by run, in order.
 *
 * <p>The first sixteen places of the list live in two longs. Which symbol comes next is close to
 * random, so the loop over them has no branch that depends on it, except for the rarer places
 * beyond sixteen.
 *
 * <p>4 bytes a run: half a MB for a usual block of 900,000 bytes, 3.6 MB for the worst.
 */
final class RunSymbols {

  /** Rows are filled this many at a time; the next run overwrites the excess. */
  static final int FILL = 8;

  /** Places in the two longs. */
  private static final int FRONT = 16;

  private static final int LENGTH_SHIFT = 8;

  /** More digits than this make a run longer than any block. */
  private static final int MAX_DIGITS = 20;

  /** Places 0 to 7 of the move-to-front list, place 0 lowest. */
  private long front;

  /** Places 8 to 15. */
  private long frontEnd;

  /** The other places, at their own index. */
  private final byte[] list = new byte[256];

  /** The complete runs: {@code length << 8 | byte}. */
  private int[] runs = new int[1 << 16];

  private int runCount;

  /** The run under construction: its byte, its length so far, the number of digits so far. */
  private int value;

  private long length;
  private int digits;

  private final int[] nextRow = new int[256];
  private int maxSize;

  /**
   * Starts a block.
   *
   * @param alphabet the bytes in use, ascending; the list's first state
   * @param alphabetSize how many there are
   * @param maxBytes the most bytes the block may have
   */
  void start(byte[] alphabet, int alphabetSize, int maxBytes) {
    Arrays.fill(list, (byte) 0);
    System.arraycopy(alphabet, 0, list, 0, alphabetSize);
    for (int place = 7; place >= 0; place--) {
      front = front << 8 | (list[place] & 0xFF);
      frontEnd = frontEnd << 8 | (list[place + 8] & 0xFF);
    }
    value = list[0] & 0xFF;
    length = 0;
    digits = 0;
    runCount = 0;
    maxSize = maxBytes;
  }

  /** Takes the next {@code count} symbols, at most {@value HuffmanCodes#GROUP_SIZE}. */
  void accept(short[] symbols, int count) throws FormatViolation {
    if (runs.length <= runCount + HuffmanCodes.GROUP_SIZE) {
      if (runCount > maxSize) {
        throw tooLong();
      }
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    collectRuns(symbols, count);
  }

  private void collectRuns(short[] symbols, int count) throws FormatViolation {
    int[] target = runs;
    long places = front;
    long morePlaces = frontEnd;
    int currentValue = value;
    long currentLength = length;
    int currentDigits = digits;
    int overflow = 0;
    int complete = runCount;
    for (int i = 0; i < count; i++) {
      int symbol = symbols[i];
      target[complete] = (int) currentLength << LENGTH_SHIFT | currentValue;
      int digit = (symbol - 2) >> 31; // all ones for a digit of a run, else 0
      complete += digit + 1;
      int place = (symbol - 1) & ~digit;
      if (place < FRONT) {
        // All ones if the place is in the second long.
        int second = (7 - place) >> 31;
        int shift = place << 3; // shifts take it modulo 64
        long moved = -1L >>> (56 - (shift & 56));
        currentValue = (int) ((places ^ ((places ^ morePlaces) & second)) >>> shift) & 0xFF;
        long movedFirst = moved | second;
        long movedSecond = moved & second;
        long carry = places >>> 56 & second;
        places = (places & ~movedFirst) | (places << 8 & movedFirst) | currentValue;
        morePlaces = (morePlaces & ~movedSecond) | (morePlaces << 8 & movedSecond) | carry;
      } else {
        currentValue = list[place] & 0xFF;
        System.arraycopy(list, FRONT, list, FRONT + 1, place - FRONT);
        list[FRONT] = (byte) (morePlaces >>> 56);
        morePlaces = morePlaces << 8 | places >>> 56;
        places = places << 8 | currentValue;
      }
      currentLength =
          (currentLength & digit) + ((long) ((symbol & digit) + 1) << (currentDigits & digit));
      currentDigits = (currentDigits + 1) & digit;
      overflow |= MAX_DIGITS - currentDigits;
    }
    if (overflow < 0) {
      throw FormatViolation.corrupt("a run is longer than any block");
    }
    front = places;
    frontEnd = morePlaces;
    value = currentValue;
    length = currentLength;
    digits = currentDigits;
    runCount = complete;
  }

  /**
   * Ends the block and counts its bytes.
   *
   * @return the number of bytes, which is the number of rows
   */
  int finish() throws FormatViolation {
    runs[runCount++] = (int) length << LENGTH_SHIFT | value;
    int[] counts = nextRow;
    Arrays.fill(counts, 0);
    long size = 0;
    for (int i = 0; i < runCount; i++) {
      int run = runs[i];
      int runLength = run >>> LENGTH_SHIFT;
      counts[run & 0xFF] += runLength;
      size += runLength;
    }
    if (size > maxSize) {
      throw tooLong();
    }
    int before = 0;
    for (int b = 0; b < 256; b++) {
      int count = counts[b];
      nextRow[b] = before;
      before += count;
    }
    return (int) size;
  }

  private static FormatViolation tooLong() {
    return FormatViolation.corrupt("the block is longer than its stream's header allows");
  }

  /**
   * Writes the rows of the block, once.
   *
   * @param rows receives, for each row, {@code row << 8 | byte}: the row that begins with the byte
   *     which this row ends with, and that byte. Must have room for {@value #FILL} more than the
   *     block has
   */
  void fillRows(int[] rows) {
    int at = 0;
    for (int i = 0; i < runCount; i++) {
      int run = runs[i];
      int runValue = run & 0xFF;
      int end = at + (run >>> LENGTH_SHIFT);
      int first = nextRow[runValue];
      nextRow[runValue] = first + end - at;
      fill(rows, at, end, first << LENGTH_SHIFT | runValue);
      at = end;
    }
  }

  private static void fill(int[] rows, int from, int end, int first) {
    int at = from;
    int row = first;
    do {
      rows[at] = row;
      rows[at + 1] = row + (1 << LENGTH_SHIFT);
      rows[at + 2] = row + (2 << LENGTH_SHIFT);
      rows[at + 3] = row + (3 << LENGTH_SHIFT);
      rows[at + 4] = row + (4 << LENGTH_SHIFT);
      rows[at + 5] = row + (5 << LENGTH_SHIFT);
      rows[at + 6] = row + (6 << LENGTH_SHIFT);
      rows[at + 7] = row + (7 << LENGTH_SHIFT);
      row += FILL << LENGTH_SHIFT;
      at += FILL;
    } while (at < end);
  }
}
