package dev.parqueduct.io.sst;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The bytes of one SST, and the words for what is wrong with them. */
final class SstFile implements Closeable {
  /**
   * The largest block read, stored or not. RocksDB cuts blocks at some kilobytes, and only one
   * entry can make a block larger; TiKV keeps entries below 120 MB. Large filters and indexes are
   * blocks too.
   */
  static final int MAX_BLOCK = 256 << 20;

  private final SeekableByteChannel channel;
  private final String name;
  private final long size;

  SstFile(SeekableByteChannel channel, String name) throws IOException {
    this.channel = channel;
    this.name = name;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** Places the channel; {@link #read} goes on from there. */
  void seek(long position) throws IOException {
    channel.position(position);
  }

  /** Reads {@code length} bytes from where the channel is. */
  void read(byte[] into, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw damaged(
            "it ends "
                + buffer.remaining()
                + " bytes early: its size was given as "
                + size
                + " bytes");
      }
    }
  }

  /** Checks that a block lies in the first {@code limit} bytes of the file. */
  BlockHandle check(BlockHandle handle, String what, long limit) throws SstException {
    long offset = handle.offset();
    long length = handle.size();
    if (offset < 0
        || length < 0
        || offset > limit
        || length > limit - offset - BlockHandle.TRAILER) {
      throw damaged(
          what
              + " is said to lie at offset "
              + Long.toUnsignedString(offset)
              + " with "
              + Long.toUnsignedString(length)
              + " bytes, which is outside of the "
              + limit
              + " bytes before the footer");
    }
    if (length > MAX_BLOCK) {
      throw unsupported(
          what + " of " + length + " bytes at offset " + offset + ", more than " + MAX_BLOCK);
    }
    return handle;
  }

  SstException damaged(String what) {
    return new SstException(message("is damaged: " + what));
  }

  SstException damaged(String what, Throwable cause) {
    return new SstException(message("is damaged: " + what), cause);
  }

  SstException unsupported(String what) {
    return new SstException(message("holds what is not supported: " + what));
  }

  private String message(String what) {
    return "SST " + name + " " + what;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
