package dev.parqueduct.io.bzip2;

/**
 * Decodes one block at a time from what a {@link BlockReader} has read: two thirds of the work, and
 * none of it needs the input.
 *
 * <p>Its arrays grow to what the largest block so far needed and are then reused. For a stream of
 * level 9 they are 3.6 MB of rows, which are touched at random, and 1.4 MB for the inverse
 * transform: what the cache of a core should keep.
 */
final class BlockDecoder {

  private final InverseBwt inverseBwt = new InverseBwt();
  private final RunLengths runLengths = new RunLengths();
  private int[] rows = new int[0];

  /** Decodes the block that {@code read} has read last, and verifies its CRC. */
  void decode(BlockReader read, DecodedBlock block) throws Bzip2Exception {
    if (rows.length < read.maxSize() + RunSymbols.FILL) {
      rows = new int[read.maxSize() + RunSymbols.FILL];
    }
    read.fillRows(rows);
    int size = read.size();
    byte[] text = block.resize(size, read.maxSize());
    inverseBwt.invert(rows, size, read.origin(), text);
    if (read.randomised()) {
      Randomisation.undo(text, size);
    }
    try {
      int crc = runLengths.check(text, size);
      if (crc != read.storedCrc()) {
        throw FormatViolation.corrupt(
            String.format("its CRC is %08x, but %08x is stored", crc, read.storedCrc()));
      }
    } catch (FormatViolation e) {
      throw read.located(e);
    }
  }
}
