package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.Arrays;

/**
 * The up to six Huffman codes of one block, and the decoding of one group of 50 symbols.
 *
 * <p>Codes are canonical and at most 20 bits long. A code of at most {@value #LOOKUP_BITS} bits is
 * decoded by one lookup of the next {@value #LOOKUP_BITS} bits; longer ones, which are rare by
 * construction, by comparing with the first code of each length. About 26 KB.
 */
final class HuffmanCodes {

  static final int MAX_CODES = 6;
  static final int MAX_SYMBOLS = 258;
  static final int GROUP_SIZE = 50;

  private static final int MAX_LENGTH = 20;
  private static final int LOOKUP_BITS = 10;
  private static final int LOOKUP_SIZE = 1 << LOOKUP_BITS;
  private static final int LENGTH_MASK = 63;
  private static final int SYMBOL_SHIFT = 6;
  private static final int SYMBOL_MASK = 0x1FF;
  private static final int NO_SYMBOL = 0x1FF;
  private static final int NEGATIVE = 0xFFFF8000;

  /** Bytes that a group can take, with the 8 that the last refill may look ahead. */
  private static final int GROUP_BYTES = GROUP_SIZE * MAX_LENGTH / 8 + 1 + 2 * Long.BYTES;

  /**
   * Per code and next bits: symbol and length of the code that these bits start with. Negative for
   * the end-of-block symbol, so that a group can be asked whether it has one by or-ing its entries;
   * 0 if the code is longer or none.
   */
  private final short[] lookup = new short[MAX_CODES * LOOKUP_SIZE];

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

  private void build(int code, int symbols) throws FormatViolation {
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
      if (next > 1 << MAX_LENGTH) {
        throw FormatViolation.corrupt("a Huffman code has more codes than bits allow");
      }
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
    int at = code * LOOKUP_SIZE;
    int end = at + LOOKUP_SIZE;
    int sortedStart = code * MAX_SYMBOLS;
    for (int i = 0; i < symbols; i++) {
      int symbol = sorted[sortedStart + i];
      int length = lengths[symbol];
      if (length > LOOKUP_BITS) {
        break;
      }
      int entry = symbol << SYMBOL_SHIFT | length;
      if (symbol == endOfBlock) {
        entry |= NEGATIVE;
      }
      int span = 1 << (LOOKUP_BITS - length);
      Arrays.fill(lookup, at, at + span, (short) entry);
      at += span;
    }
    Arrays.fill(lookup, at, end, (short) 0);
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
    if (decode(in, code, symbols, GROUP_SIZE) < 0) {
      count = 0;
      while (symbols[count] != endOfBlock) {
        if (symbols[count] == NO_SYMBOL) {
          throw FormatViolation.corrupt("there are bits that are no Huffman code");
        }
        count++;
      }
      in.seekInWindow(start);
      decode(in, code, symbols, count + 1);
    }
    in.requireNotPastEnd();
    return count;
  }

  /** Whether a group of {@code count} symbols is the last one. */
  static boolean endsBlock(int count) {
    return count < GROUP_SIZE;
  }

  /**
   * Decodes {@code count} symbols; the result is negative if the end of the block was among them.
   */
  private int decode(BitInput in, int code, short[] symbols, int count) {
    short[] table = lookup;
    byte[] window = in.window();
    int base = code * LOOKUP_SIZE;
    // The next `held` bits, left-aligned. A refill may or in bits that are there already.
    int start = in.windowBit();
    int at = (start >>> 3) + 7;
    long ahead = (long) BitInput.LONG_BIG_ENDIAN.get(window, start >>> 3) << (start & 7);
    int held = 56 - (start & 7);
    int seen = 0;
    for (int i = 0; i < count; i++) {
      ahead |= (long) BitInput.LONG_BIG_ENDIAN.get(window, at) >>> held;
      at += (63 - held) >>> 3;
      held |= 56;
      int entry = table[base + (int) (ahead >>> (64 - LOOKUP_BITS))];
      if (entry == 0) {
        entry = decodeLong(code, (int) (ahead >>> (64 - MAX_LENGTH)));
      }
      seen |= entry;
      symbols[i] = (short) (entry >>> SYMBOL_SHIFT & SYMBOL_MASK);
      ahead <<= entry; // the low six bits count
      held -= entry & LENGTH_MASK;
    }
    in.seekInWindow(at * 8 - held);
    return seen;
  }

  private int decodeLong(int code, int ahead) {
    int row = code * (MAX_LENGTH + 1);
    for (int length = LOOKUP_BITS + 1; length <= MAX_LENGTH; length++) {
      if (ahead < ends[row + length]) {
        int place = offsets[row + length] + (ahead >>> (MAX_LENGTH - length));
        int symbol = sorted[code * MAX_SYMBOLS + place];
        int entry = symbol << SYMBOL_SHIFT | length;
        return symbol == endOfBlock ? entry | NEGATIVE : entry;
      }
    }
    // Not an error yet: the block may have ended before these bits.
    return NEGATIVE | NO_SYMBOL << SYMBOL_SHIFT | MAX_LENGTH;
  }
}
