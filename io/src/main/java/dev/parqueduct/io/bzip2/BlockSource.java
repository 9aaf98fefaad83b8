package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InputStream;

/**
 * The blocks of an input in order: reads the headers and trailers of the concatenated streams
 * around them and verifies the streams' combined CRCs (against the stated CRCs of the blocks, each
 * of which its decoder verifies).
 */
final class BlockSource {

  private static final long BLOCK_MAGIC = 0x314159265359L;
  private static final long END_MAGIC = 0x177245385090L;

  private final BitInput in;

  /** Level of the current stream; 0 between streams. */
  private int level;

  private boolean firstStream = true;
  private int combinedCrc;
  private long blocks;

  BlockSource(InputStream compressed) {
    in = new BitInput(compressed);
  }

  /**
   * Lets {@code reader} read the next block.
   *
   * @return whether there was one
   */
  boolean readBlock(BlockReader reader) throws IOException {
    long start = in.position();
    try {
      while (true) {
        if (level == 0 && !readStreamHeader()) {
          return false;
        }
        start = in.position();
        long magic = in.bits(24) << 24 | in.bits(24);
        if (magic == BLOCK_MAGIC) {
          break;
        }
        if (magic != END_MAGIC) {
          throw FormatViolation.corrupt("neither a block nor the end of the stream begins here");
        }
        readStreamEnd();
        start = in.position();
      }
    } catch (FormatViolation e) {
      throw Bzip2Exception.outsideBlocks(e.kind(), e.getMessage(), start);
    }
    blocks++;
    int crc = reader.read(in, blocks, start, level);
    combinedCrc = Integer.rotateLeft(combinedCrc, 1) ^ crc;
    return true;
  }

  private boolean readStreamHeader() throws IOException {
    if (!firstStream) {
      skipZeros();
      if (in.atEnd()) {
        return false;
      }
    } else if (in.atEnd()) {
      throw new Bzip2Exception(Bzip2Exception.Kind.NOT_BZIP2, "the input is empty");
    }
    long start = in.position();
    in.ensure(4);
    StringBuilder found = new StringBuilder();
    while (found.length() < 4 && !in.atEnd()) {
      found.append((char) in.smallBits(8));
    }
    String header = found.toString();
    if (!header.matches("BZh[1-9]")) {
      throw badHeader(header, start);
    }
    level = header.charAt(3) - '0';
    firstStream = false;
    combinedCrc = 0;
    return true;
  }

  private Bzip2Exception badHeader(String header, long start) {
    if (!firstStream) {
      return "BZh".startsWith(header)
          ? Bzip2Exception.outsideBlocks(
              Bzip2Exception.Kind.TRUNCATED, "the input ends in a stream's header", start)
          : Bzip2Exception.outsideBlocks(
              Bzip2Exception.Kind.TRAILING_GARBAGE,
              "what follows the last stream is neither zeros nor another stream",
              start);
    }
    if ("BZh".startsWith(header)) {
      return Bzip2Exception.outsideBlocks(
          Bzip2Exception.Kind.TRUNCATED, "the input ends in its header", start);
    }
    if (header.startsWith("BZ0")) {
      return Bzip2Exception.outsideBlocks(
          Bzip2Exception.Kind.UNSUPPORTED, "this is bzip version 0, not bzip2", start);
    }
    return Bzip2Exception.outsideBlocks(
        Bzip2Exception.Kind.NOT_BZIP2, "the input does not start with BZh1 to BZh9", start);
  }

  private void skipZeros() throws IOException {
    while (!in.atEnd() && in.nextByteIsZero()) {
      in.smallBits(8);
    }
  }

  private void readStreamEnd() throws IOException {
    int stored = (int) in.bits(32);
    if (stored != combinedCrc) {
      throw FormatViolation.corrupt(
          String.format(
              "the CRC of the whole stream is %08x, but %08x is stored", combinedCrc, stored));
    }
    in.alignToByte();
    level = 0;
  }
}
