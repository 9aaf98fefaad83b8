package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.function.BooleanSupplier;

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

  /**
   * Bytes to read at once: few enough to stay in a processor's cache. Chunks that are read side by
   * side are read whole, because to go from one to the other and back costs a store a request each
   * time.
   */
  private static final int PIECE = 1 << 20;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - Long.BYTES;

  private Source source;
  private BooleanSupplier alone;
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private long position;
  private long left;

  /**
   * Begins with a chunk of {@code size} bytes.
   *
   * @param newAlone whether no other chunk is being read
   */
  void open(Source newSource, BooleanSupplier newAlone, long newPosition, long size) {
    source = newSource;
    alone = newAlone;
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
    int wanted = alone.getAsBoolean() ? Math.max(size, PIECE) : LONGEST_ARRAY;
    int room = (int) Math.min(wanted, remaining());
    byte[] into = bytes.length >= room ? bytes : new byte[room];
    System.arraycopy(bytes, start, into, 0, have);
    bytes = into;
    source.read(position, bytes, have, room - have);
    position += room - have;
    left -= room - have;
    start = 0;
    end = room;
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
