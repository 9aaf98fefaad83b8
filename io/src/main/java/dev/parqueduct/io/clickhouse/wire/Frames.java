package dev.parqueduct.io.clickhouse.wire;

/**
 * The layout of a compressed frame: 16 bytes of checksum over all that follows, then the method,
 * the compressed length with this header but without the checksum, the uncompressed length, the
 * data.
 */
final class Frames {
  static final int CHECKSUM = 16;
  static final int HEADER = 9;
  static final int LZ4 = 0x82;
  static final int NONE = 0x02;

  /** What the server itself takes at most. */
  static final int MAX_BYTES = 1 << 30;

  private Frames() {}
}
