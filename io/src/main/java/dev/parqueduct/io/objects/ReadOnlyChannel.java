package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel over another one that looks at, or changes, the bytes that are read. */
public abstract class ReadOnlyChannel implements SeekableByteChannel {
  private final SeekableByteChannel inner;

  protected ReadOnlyChannel(SeekableByteChannel inner) {
    this.inner = requireNonNull(inner, "inner");
  }

  /**
   * Sees bytes that were read.
   *
   * @param at the position of the first of them
   */
  protected abstract void passed(long at, byte[] bytes, int offset, int length);

  @Override
  public int read(ByteBuffer into) throws IOException {
    long at = inner.position();
    int from = into.position();
    int n = inner.read(into);
    if (n <= 0) {
      return n;
    }
    if (into.hasArray()) {
      passed(at, into.array(), into.arrayOffset() + from, n);
    } else {
      byte[] bytes = new byte[n];
      into.get(from, bytes);
      passed(at, bytes, 0, n);
      into.put(from, bytes);
    }
    return n;
  }

  @Override
  public long position() throws IOException {
    return inner.position();
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    inner.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return inner.size();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
