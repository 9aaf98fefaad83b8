package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32C;

/**
 * Sums up an object while it is read, so that who reads nearly all of it in order needs not read it
 * again for its {@link ObjectChecksum}. To close it leaves the channel beneath open.
 */
public final class SummedChannel implements SeekableByteChannel {
  private static final int BUFFER = 1 << 17;

  private final SeekableByteChannel channel;
  private final CRC32C sum = new CRC32C();
  private long summed;

  public SummedChannel(SeekableByteChannel channel) {
    this.channel = requireNonNull(channel, "channel");
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    long at = channel.position();
    int from = into.position();
    int read = channel.read(into);
    if (at <= summed && at + read > summed) {
      ByteBuffer more = into.duplicate();
      more.position(from + (int) (summed - at)).limit(from + read);
      sum.update(more);
      summed = at + read;
    }
    return read;
  }

  /** The checksum of the object, of which what was not read in order is read now. */
  public String checksum() throws IOException {
    SeekableByteChannel unused = position(summed);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (read(buffer) >= 0) {
      buffer.clear();
    }
    return ObjectChecksum.text(sum);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    SeekableByteChannel unused = channel.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {}
}
