package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.Arrays;

/**
 * The up to six Huffman codes of one block, and the decoding of one group of 50 symbols.
 *
 * <p>Codes are canonical and at most 20 bits long. The next {@value #LOOKUP_BITS} bits are looked
 * up in a table that knows the first symbol and, if its code is within these bits too, the second.
 * Longer codes, which are rare by construction, are found by comparing with the first code of each
 * length. About 30 KB.
 */
final class HuffmanCodes {

  static final int MAX_CODES = 6;
  static final int MAX_SYMBOLS = 258;
  static final int GROUP_SIZE = 50;

  private static final int MAX_LENGTH = 20;
  private static final int LOOKUP_BITS = 10;
  private static final int LOOKUP_SIZE = 1 << LOOKUP_BITS;

  /** Bytes that a group can take, with the 8 that the last refill may look ahead. */
  private static final int GROUP_BYTES = GROUP_SIZE * MAX_LENGTH / 8 + 1 + 2 * Long.BYTES;

  // An entry of the lookup table, from its lowest bit: 6 bits of length of one or two codes, 1 bit
  // that is set for two, 9 bits of first symbol, 9 bits of second symbol, 5 bits of length of the
  // first code. It is negative if one of the symbols ends the block or is none, so that a group can
  // be asked for such by or-ing its entries, and 0 if the first code is longer than the lookup.
  private static final int LENGTH_MASK = 63;
  private static final int TWO_SHIFT = 6;
  private static final int FIRST_SHIFT = 7;
  private static final int SECOND_SHIFT = 16;
  private static final int SYMBOL_MASK = 0x1FF;
  private static final int FIRST_LENGTH_SHIFT = 25;
  private static final int FIRST_LENGTH_MASK = 31;
  private static final int STOP = 1 << 31;

  /** Stands for bits that are no code. */
  private static final int NO_SYMBOL = SYMBOL_MASK;

  /** By code and next bits. */
  private final int[] lookup = new int[MAX_CODES * LOOKUP_SIZE];

  /** The entries of one code, each with one symbol only. */
  private final int[] single = new int[LOOKUP_SIZE];

  /** Per code and length: the end of this length's codes, left-aligned to 20 bits. */
  private final int[] ends = new int[MAX_CODES * (MAX_LENGTH + 1)];

  /** Per code and length: what to add to a code of this length for its place in {@link #sorted}. */
  private final int[] offsets = new int[MAX_CODES * (MAX_LENGTH + 1)];

  /** Per code: the symbols by length, then by value. */
  private final short[] sorted = new short[MAX_CODES * MAX_SYMBOLS];

  private final byte[] lengths = new byte[MAX_SYMBOLS];
  private final int[] countOfLength = new int[MAX_LENGTH + 2];

  private int endOfBlock;

  /** Reads {@code codes} codes for {@code symbols} symbols, the last of which ends the block. */
  void read(BitInput in, int codes, int symbols) throws IOException {
    endOfBlock = symbols - 1;
    for (int code = 0; code < codes; code++) {
      readLengths(in, symbols);
      build(code, symbols);
    }
  }

  private void readLengths(BitInput in, int symbols) throws IOException {
    int length = in.smallBits(5);
    for (int symbol = 0; symbol < symbols; symbol++) {
      // Each length is the one before plus a sequence of steps: 10 is up, 11 is down, 0 ends.
      while (true) {
        if (length < 1 || length > MAX_LENGTH) {
          throw FormatViolation.corrupt("a Huffman code has a length of " + length + " bits");
        }
        if (!in.flag()) {
          break;
        }
        length += in.flag() ? -1 : 1;
      }
      lengths[symbol] = (byte) length;
    }
  }

  /**
   * Sets up a code. Lengths that claim more codes than there are are no error by themselves: like
   * bzip2, this lets shorter codes win, and leaves the rest to the checksum.
   */
  private void build(int code, int symbols) {
    Arrays.fill(countOfLength, 0);
    for (int symbol = 0; symbol < symbols; symbol++) {
      countOfLength[lengths[symbol] + 1]++;
    }
    int row = code * (MAX_LENGTH + 1);
    int next = 0;
    int before = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      int count = countOfLength[length + 1];
      offsets[row + length] = before - (next >>> (MAX_LENGTH - length));
      before += count;
      next += count << (MAX_LENGTH - length);
      ends[row + length] = next;
      countOfLength[length + 1] = before;
    }
    // countOfLength[length] is now the number of shorter codes: where this length starts.
    int sortedStart = code * MAX_SYMBOLS;
    for (int symbol = 0; symbol < symbols; symbol++) {
      sorted[sortedStart + countOfLength[lengths[symbol]]++] = (short) symbol;
    }
    fillLookup(code, symbols);
  }

  private void fillLookup(int code, int symbols) {
    int filled = 0;
    int sortedStart = code * MAX_SYMBOLS;
    for (int i = 0; i < symbols; i++) {
      int symbol = sorted[sortedStart + i];
      int length = lengths[symbol];
      if (length > LOOKUP_BITS) {
        break;
      }
      int span = Math.min(1 << (LOOKUP_BITS - length), LOOKUP_SIZE - filled);
      Arrays.fill(single, filled, filled + span, entry(symbol, length));
      filled += span;
    }
    Arrays.fill(single, filled, LOOKUP_SIZE, 0);
    int row = code * LOOKUP_SIZE;
    for (int bits = 0; bits < LOOKUP_SIZE; bits++) {
      int first = single[bits];
      int length = first & LENGTH_MASK;
      int second = single[bits << length & (LOOKUP_SIZE - 1)];
      boolean both = second != 0 && length + (second & LENGTH_MASK) <= LOOKUP_BITS;
      lookup[row + bits] = first > 0 && both ? join(first, second) : first;
    }
  }

  private int entry(int symbol, int length) {
    int stop = symbol == endOfBlock || symbol == NO_SYMBOL ? STOP : 0;
    return stop | length << FIRST_LENGTH_SHIFT | symbol << FIRST_SHIFT | length;
  }

  private static int join(int first, int second) {
    int secondSymbol = second >>> FIRST_SHIFT & SYMBOL_MASK;
    int secondLength = second & LENGTH_MASK;
    int symbols = 1 << TWO_SHIFT | secondSymbol << SECOND_SHIFT | (second & STOP);
    return (first + secondLength) | symbols;
  }

  /**
   * Decodes a group with one of the codes.
   *
   * @param symbols receives the symbols; one that ends the block is the last of the input that is
   *     consumed
   * @return the number of symbols before the end of the block, or {@value #GROUP_SIZE} if it is not
   *     in this group
   */
  int readGroup(BitInput in, int code, short[] symbols) throws IOException {
    in.ensure(GROUP_BYTES);
    int start = in.windowBit();
    int count = GROUP_SIZE;
    if (decode(in, code, symbols) < 0) {
      count = 0;
      while (symbols[count] != endOfBlock) {
        if (symbols[count] == NO_SYMBOL) {
          throw FormatViolation.corrupt("there are bits that are no Huffman code");
        }
        count++;
      }
      in.seekInWindow(start);
      skip(in, code, count + 1);
    }
    in.requireNotPastEnd();
    return count;
  }

  /** Whether a group of {@code count} symbols is the last one. */
  static boolean endsBlock(int count) {
    return count < GROUP_SIZE;
  }

  /** Decodes a group; negative if it has something other than plain symbols. */
  private int decode(BitInput in, int code, short[] symbols) {
    int[] table = lookup;
    byte[] window = in.window();
    int row = code * LOOKUP_SIZE;
    // The next `held` bits, left-aligned. A refill may or in bits that are there already.
    int start = in.windowBit();
    int at = (start >>> 3) + 7;
    long ahead = (long) BitInput.LONG_BIG_ENDIAN.get(window, start >>> 3) << (start & 7);
    int held = 56 - (start & 7);
    int seen = 0;
    int i = 0;
    while (i < GROUP_SIZE - 1) {
      ahead |= (long) BitInput.LONG_BIG_ENDIAN.get(window, at) >>> held;
      at += (63 - held) >>> 3;
      held |= 56;
      int entry = table[row + (int) (ahead >>> (64 - LOOKUP_BITS))];
      if (entry == 0) {
        entry = decodeLong(code, (int) (ahead >>> (64 - MAX_LENGTH)));
      }
      seen |= entry;
      symbols[i] = (short) (entry >>> FIRST_SHIFT & SYMBOL_MASK);
      symbols[i + 1] = (short) (entry >>> SECOND_SHIFT & SYMBOL_MASK);
      ahead <<= entry; // only the low six bits count, which are the length
      held -= entry & LENGTH_MASK;
      i += 1 + (entry >>> TWO_SHIFT & 1);
    }
    in.seekInWindow(at * 8 - held);
    if (i < GROUP_SIZE) {
      int symbol = next(in, code) >>> FIRST_SHIFT & SYMBOL_MASK;
      symbols[i] = (short) symbol;
      if (symbol == endOfBlock || symbol == NO_SYMBOL) {
        seen = STOP;
      }
    }
    return seen;
  }

  private void skip(BitInput in, int code, int count) {
    for (int i = 0; i < count; i++) {
      next(in, code);
    }
  }

  /** Decodes one symbol: its entry, of which only the first symbol has been consumed. */
  private int next(BitInput in, int code) {
    int start = in.windowBit();
    long ahead = (long) BitInput.LONG_BIG_ENDIAN.get(in.window(), start >>> 3) << (start & 7);
    int entry = lookup[code * LOOKUP_SIZE + (int) (ahead >>> (64 - LOOKUP_BITS))];
    if (entry == 0) {
      entry = decodeLong(code, (int) (ahead >>> (64 - MAX_LENGTH)));
    }
    in.seekInWindow(start + (entry >>> FIRST_LENGTH_SHIFT & FIRST_LENGTH_MASK));
    return entry;
  }

  private int decodeLong(int code, int ahead) {
    int row = code * (MAX_LENGTH + 1);
    for (int length = LOOKUP_BITS + 1; length <= MAX_LENGTH; length++) {
      if (ahead < ends[row + length]) {
        int place = offsets[row + length] + (ahead >>> (MAX_LENGTH - length));
        return entry(sorted[code * MAX_SYMBOLS + place], length);
      }
    }
    // Not an error yet: the block may have ended before these bits.
    return entry(NO_SYMBOL, MAX_LENGTH);
  }
}
