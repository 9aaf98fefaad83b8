package dev.parqueduct.io.sst;

/**
 * Where a block lies in its file.
 *
 * @param offset of its first byte
 * @param size in bytes, as stored, without the trailer
 */
record BlockHandle(long offset, long size) {
  /** Compression type and checksum, behind each block. */
  static final int TRAILER = 5;

  /** Offset of the first byte behind the block and its trailer. */
  long end() {
    return offset + size + TRAILER;
  }
}
