package dev.parqueduct.io.bzip2;

import java.util.Arrays;

/**
 * Undoes move-to-front and the run-length code in front of the Huffman code, and builds the rows of
 * the block's Burrows-Wheeler matrix from the result.
 *
 * <p>Symbols 0 and 1 are the digits of a run length in bijective base 2, least significant first;
 * symbol {@code s > 1} is the byte at place {@code s - 1} of the list. A byte and the run that
 * follows it are one run here, and rows are filled run by run.
 *
 * <p>The first sixteen places of the list live in two longs. Which symbol comes next is close to
 * random, so the loop over them has no branch that depends on it, except for the rarer places
 * beyond sixteen.
 */
final class RunSymbols {

  /** Places in the two longs. */
  private static final int FRONT = 16;

  private static final int RANK_SHIFT = 8;

  /** More digits than this make a run longer than any block. */
  private static final int MAX_DIGITS = 20;

  /**
   * Rows are filled this many at a time, also for shorter runs; the next run overwrites the excess.
   */
  static final int FILL = 8;

  /** Places 0 to 7 of the move-to-front list, place 0 lowest. */
  private long front;

  /** Places 8 to 15. */
  private long frontEnd;

  /** The other places, at their own index. */
  private final byte[] list = new byte[256];

  private final long[] runs = new long[HuffmanCodes.GROUP_SIZE + 1];
  private final int[] ranks = new int[256];

  /** The run under construction: its byte, its length so far, the number of digits so far. */
  private int value;

  private long length;
  private int digits;

  private int[] rows;
  private int size;
  private int maxSize;

  /**
   * Starts a block.
   *
   * @param alphabet the bytes in use, ascending; the list's first state
   * @param alphabetSize how many there are
   * @param target receives the rows; must have room for {@code maxRows} + {@value #FILL}
   * @param maxRows the most bytes the block may have
   */
  void start(byte[] alphabet, int alphabetSize, int[] target, int maxRows) {
    Arrays.fill(list, (byte) 0);
    System.arraycopy(alphabet, 0, list, 0, alphabetSize);
    for (int place = 7; place >= 0; place--) {
      front = front << 8 | (list[place] & 0xFF);
      frontEnd = frontEnd << 8 | (list[place + 8] & 0xFF);
    }
    Arrays.fill(ranks, 0);
    value = list[0] & 0xFF;
    length = 0;
    digits = 0;
    rows = target;
    size = 0;
    maxSize = maxRows;
  }

  /** Takes the next {@code count} symbols, at most {@value HuffmanCodes#GROUP_SIZE}. */
  void accept(short[] symbols, int count) throws FormatViolation {
    fill(collectRuns(symbols, count));
  }

  /**
   * Ends the block.
   *
   * @return the number of bytes, which is the number of rows
   */
  int finish() throws FormatViolation {
    runs[0] = length << RANK_SHIFT | value;
    fill(1);
    return size;
  }

  /** Per byte value, how often it occurs. */
  int[] counts() {
    return ranks;
  }

  /** Writes the runs that are complete to {@link #runs} and returns their number. */
  private int collectRuns(short[] symbols, int count) throws FormatViolation {
    long[] target = runs;
    long places = front;
    long morePlaces = frontEnd;
    int currentValue = value;
    long currentLength = length;
    int currentDigits = digits;
    int overflow = 0;
    int complete = 0;
    for (int i = 0; i < count; i++) {
      int symbol = symbols[i];
      target[complete] = currentLength << RANK_SHIFT | currentValue;
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
    return complete;
  }

  /** Fills the rows of the first {@code count} runs. */
  private void fill(int count) throws FormatViolation {
    int[] target = rows;
    int at = size;
    int end = maxSize;
    for (int i = 0; i < count; i++) {
      long run = runs[i];
      int runValue = (int) run & 0xFF;
      int runLength = (int) (run >>> RANK_SHIFT);
      if (runLength > end - at) {
        throw FormatViolation.corrupt("the block is longer than its stream's header allows");
      }
      int rank = ranks[runValue];
      ranks[runValue] = rank + runLength;
      int row = rank << RANK_SHIFT | runValue;
      int stop = at + runLength;
      int k = at;
      do {
        target[k] = row;
        target[k + 1] = row + (1 << RANK_SHIFT);
        target[k + 2] = row + (2 << RANK_SHIFT);
        target[k + 3] = row + (3 << RANK_SHIFT);
        target[k + 4] = row + (4 << RANK_SHIFT);
        target[k + 5] = row + (5 << RANK_SHIFT);
        target[k + 6] = row + (6 << RANK_SHIFT);
        target[k + 7] = row + (7 << RANK_SHIFT);
        row += 8 << RANK_SHIFT;
        k += 8;
      } while (k < stop);
      at += runLength;
    }
    size = at;
  }
}
