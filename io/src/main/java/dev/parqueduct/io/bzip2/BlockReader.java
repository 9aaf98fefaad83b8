package dev.parqueduct.io.bzip2;

import java.io.IOException;

/**
 * Reads one block at a time from the input, up to its runs of symbols: what needs the input, which
 * is left right behind the block.
 *
 * <p>Its arrays grow to what the largest block so far needed and are then reused: 1 MB (at worst 4
 * MB) of runs, and 60 KB of tables.
 */
final class BlockReader {

  private static final int LEVEL_BYTES = 100_000;

  /**
   * Selectors beyond what the largest block can use are allowed and ignored, as in bzip2 since
   * 1.0.7.
   */
  private static final int MAX_SELECTORS = 18_002;

  private final HuffmanCodes codes = new HuffmanCodes();
  private final RunSymbols runSymbols = new RunSymbols();

  private final byte[] selectors = new byte[MAX_SELECTORS];
  private final byte[] alphabet = new byte[256];
  private final short[] symbols = new short[HuffmanCodes.GROUP_SIZE];

  private long number;
  private long startBit;
  private int storedCrc;
  private boolean randomised;
  private int origin;
  private int size;
  private int maxSize;

  /**
   * Reads a block, the magic of which has just been read.
   *
   * @param blockNumber for messages
   * @param magicBit where the magic was, for messages
   * @param level the stream's block size in units of 100,000 bytes
   * @return the CRC that the input states for the block
   */
  int read(BitInput in, long blockNumber, long magicBit, int level) throws IOException {
    number = blockNumber;
    startBit = magicBit;
    try {
      readHeader(in);
      int alphabetSize = readAlphabet(in);
      int codeCount = in.smallBits(3);
      if (codeCount < 2 || codeCount > HuffmanCodes.MAX_CODES) {
        throw FormatViolation.corrupt("it has " + codeCount + " Huffman codes, not 2 to 6");
      }
      int groups = readSelectors(in, codeCount);
      codes.read(in, codeCount, alphabetSize + 2);
      readSymbols(in, groups, alphabetSize, level * LEVEL_BYTES);
      if (origin >= size) {
        throw FormatViolation.corrupt(
            "its origin is row " + origin + ", but it has " + size + " rows");
      }
      return storedCrc;
    } catch (FormatViolation e) {
      throw located(e);
    }
  }

  private void readHeader(BitInput in) throws IOException {
    storedCrc = (int) in.bits(32);
    randomised = in.flag();
    origin = (int) in.bits(24);
  }

  /**
   * Reads the bytes in use: a map of 16 sixteenths, then a map of each sixteenth that is not empty.
   */
  private int readAlphabet(BitInput in) throws IOException {
    int sixteenths = in.smallBits(16);
    int count = 0;
    for (int high = 0; high < 16; high++) {
      if ((sixteenths & 0x8000 >>> high) != 0) {
        int used = in.smallBits(16);
        for (int low = 0; low < 16; low++) {
          if ((used & 0x8000 >>> low) != 0) {
            alphabet[count++] = (byte) (high << 4 | low);
          }
        }
      }
    }
    if (count == 0) {
      throw FormatViolation.corrupt("it uses no byte at all");
    }
    return count;
  }

  /** Reads which code each group of symbols uses, in move-to-front form. */
  private int readSelectors(BitInput in, int codeCount) throws IOException {
    int count = in.smallBits(15);
    if (count == 0) {
      throw FormatViolation.corrupt("it has no selectors");
    }
    byte[] recent = {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < count; i++) {
      int place = 0;
      while (in.flag()) {
        place++;
        if (place == codeCount) {
          throw FormatViolation.corrupt("a selector is beyond the last Huffman code");
        }
      }
      byte code = recent[place];
      System.arraycopy(recent, 0, recent, 1, place);
      recent[0] = code;
      if (i < MAX_SELECTORS) {
        selectors[i] = code;
      }
    }
    return Math.min(count, MAX_SELECTORS);
  }

  private void readSymbols(BitInput in, int groups, int alphabetSize, int limit)
      throws IOException {
    maxSize = limit;
    runSymbols.start(alphabet, alphabetSize, maxSize);
    for (int group = 0; group < groups; group++) {
      int count = codes.readGroup(in, selectors[group], symbols);
      runSymbols.accept(symbols, count);
      if (HuffmanCodes.endsBlock(count)) {
        size = runSymbols.finish();
        return;
      }
    }
    throw FormatViolation.corrupt("it does not end where its selectors do");
  }

  /** Bytes of the block's text, its runs not expanded. */
  int size() {
    return size;
  }

  /** The most that a block of its stream can hold. */
  int maxSize() {
    return maxSize;
  }

  /** The row of the matrix that is the text itself. */
  int origin() {
    return origin;
  }

  boolean randomised() {
    return randomised;
  }

  int storedCrc() {
    return storedCrc;
  }

  /** Builds the first column of the block's matrix, in rows as {@link InverseBwt} wants them. */
  void fillRows(int[] rows) {
    runSymbols.fillRows(rows);
  }

  /** The failure with the number and the place of this block. */
  Bzip2Exception located(FormatViolation e) {
    return Bzip2Exception.inBlock(e.kind(), e.getMessage(), number, startBit);
  }
}
