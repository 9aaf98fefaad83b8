package dev.parqueduct.io.br;

import dev.parqueduct.io.objects.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Measures how long reading takes. */
final class TimedChannel extends ReadOnlyChannel {
  private long nanos;
  private long bytes;

  TimedChannel(SeekableByteChannel inner) {
    super(inner);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    long start = System.nanoTime();
    int n = super.read(into);
    nanos += System.nanoTime() - start;
    bytes += Math.max(n, 0);
    return n;
  }

  long nanos() {
    return nanos;
  }

  long bytes() {
    return bytes;
  }

  @Override
  protected void passed(long at, byte[] content, int offset, int length) {}
}
