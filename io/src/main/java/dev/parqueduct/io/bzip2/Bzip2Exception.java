package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.OptionalLong;

/** Compressed data that cannot be decoded further: what is wrong with it, and where. */
public final class Bzip2Exception extends IOException {

  /** What is wrong. */
  public enum Kind {
    /** The input is empty or starts with something else. */
    NOT_BZIP2,
    /** The input ends in the middle of a stream. */
    TRUNCATED,
    /** A checksum does not match, or the data breaks a rule of the format. */
    CORRUPT,
    /** Bytes other than zeros follow the last stream. */
    TRAILING_GARBAGE,
    /** More output than allowed. */
    OUTPUT_LIMIT,
    /** A relative of bzip2 that is not read. */
    UNSUPPORTED
  }

  private static final long serialVersionUID = 1L;
  private static final long NOWHERE = -1;

  private final Kind kind;
  private final long blockNumber;
  private final long compressedBit;

  Bzip2Exception(Kind kind, String problem) {
    super("bzip2: " + problem);
    this.kind = kind;
    this.blockNumber = NOWHERE;
    this.compressedBit = NOWHERE;
  }

  Bzip2Exception(Kind kind, String problem, Throwable cause) {
    this(kind, problem);
    initCause(cause);
  }

  private Bzip2Exception(Kind kind, String message, long blockNumber, long compressedBit) {
    super(message);
    this.kind = kind;
    this.blockNumber = blockNumber;
    this.compressedBit = compressedBit;
  }

  static Bzip2Exception inBlock(Kind kind, String problem, long number, long bit) {
    String where = "bzip2: block " + number + " (at compressed byte " + bit / 8 + ", bit " + bit;
    return new Bzip2Exception(kind, where + "): " + problem, number, bit);
  }

  static Bzip2Exception outsideBlocks(Kind kind, String problem, long bit) {
    String where = "bzip2: at compressed byte " + bit / 8 + ": ";
    return new Bzip2Exception(kind, where + problem, NOWHERE, bit);
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Number of the damaged block, 1 for the first of the input; empty if the damage is not in a
   * block.
   */
  public OptionalLong blockNumber() {
    return blockNumber == NOWHERE ? OptionalLong.empty() : OptionalLong.of(blockNumber);
  }

  /**
   * Offset in bits, from the start of the compressed input, of the damaged block's magic, or of the
   * damage itself if it is not in a block; empty if unknown.
   */
  public OptionalLong compressedBit() {
    return compressedBit == NOWHERE ? OptionalLong.empty() : OptionalLong.of(compressedBit);
  }
}
