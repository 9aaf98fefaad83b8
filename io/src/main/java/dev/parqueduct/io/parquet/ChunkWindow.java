package dev.parqueduct.io.parquet;

import java.io.IOException;

/**
 * The bytes of a column chunk from where its pages have been read to, as many of them as are needed
 * at once.
 */
final class ChunkWindow {
  /** Reads bytes of the file. */
  @FunctionalInterface
  interface Source {
    void read(long position, byte[] into, int offset, int size) throws IOException;
  }

  /** Bytes to read at once: few enough to stay in a processor's cache. */
  private static final int PIECE = 1 << 20;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - Long.BYTES;

  private Source source;
  private int piece;
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private long position;
  private long left;

  /** Begins with a chunk of {@code size} bytes, which is read in pieces. */
  void open(Source newSource, long newPosition, long size) {
    open(newSource, newPosition, size, PIECE);
  }

  /**
   * Begins with a chunk of {@code size} bytes, which is read at once: where chunks are read side by
   * side, to go from one to the other and back costs a store a request each time.
   */
  void openWhole(Source newSource, long newPosition, long size) {
    open(newSource, newPosition, size, LONGEST_ARRAY);
  }

  private void open(Source newSource, long newPosition, long size, int newPiece) {
    source = newSource;
    piece = newPiece;
    position = newPosition;
    left = size;
    start = 0;
    end = 0;
  }

  /** Bytes of the chunk that have not been dropped. */
  long remaining() {
    return end - start + left;
  }

  /** Makes the next {@code size} bytes, which must remain, those from {@link #start} on. */
  void require(int size) throws IOException {
    int have = end - start;
    if (have >= size) {
      return;
    }
    int room = (int) Math.min(Math.max(size, piece), remaining());
    byte[] into = bytes.length >= room ? bytes : new byte[room];
    System.arraycopy(bytes, start, into, 0, have);
    bytes = into;
    source.read(position, bytes, have, room - have);
    position += room - have;
    left -= room - have;
    start = 0;
    end = room;
  }

  /** Lets go of the file, and of a very long array. */
  void close() {
    source = null;
    if (bytes.length > ChunkBuffers.LONGEST_KEPT) {
      bytes = new byte[0];
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} the next byte is. */
  int start() {
    return start;
  }

  /** Drops bytes that are here. */
  void drop(int count) {
    start += count;
  }
}
