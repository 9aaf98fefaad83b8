package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.util.BackOff;

/**
 * Reads ranges of an object across broken connections: after a failed read it opens the object
 * again and goes on at its position. The retries of the policy count anew for every read that
 * succeeded.
 */
final class ResumingChannel implements SeekableByteChannel {
  private final String path;
  private final RetryPolicy policy;
  private final RetryPolicy.StorageCall<SeekableByteChannel> opener;
  private final long size;
  private SeekableByteChannel channel;
  private long position;
  private boolean open = true;

  ResumingChannel(
      String path, RetryPolicy policy, RetryPolicy.StorageCall<SeekableByteChannel> opener)
      throws IOException {
    this.path = requireNonNull(path, "path");
    this.policy = requireNonNull(policy, "policy");
    this.opener = requireNonNull(opener, "opener");
    this.channel = policy.call("open " + path, opener);
    this.size = policy.call("find the size of " + path, () -> channel.size());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    int from = into.position();
    BackOff backoff = policy.start();
    while (true) {
      try {
        if (channel == null) {
          channel = reopen();
        }
        int n;
        do {
          n = CheckedFailures.of(() -> channel.read(into));
        } while (n == 0);
        if (n < 0) {
          throw shrunk();
        }
        position += n;
        return n;
      } catch (IOException e) {
        // A read that fails may have left bytes behind.
        into.position(from);
        abandon();
        policy.awaitOrFail("read " + path + " at byte " + position, e, backoff);
      }
    }
  }

  private SeekableByteChannel reopen() throws IOException {
    SeekableByteChannel reopened = CheckedFailures.of(opener);
    boolean sound = false;
    try {
      if (CheckedFailures.of(reopened::size) != size) {
        throw shrunk();
      }
      SeekableByteChannel unused = CheckedFailures.of(() -> reopened.position(position));
      sound = true;
      return reopened;
    } finally {
      if (!sound) {
        reopened.close();
      }
    }
  }

  private IOException shrunk() {
    return new IOException(path + " has another size than before: it changed while it was read");
  }

  private void abandon() {
    SeekableByteChannel broken = channel;
    channel = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (IOException e) {
        // The connection is being given up because it failed; that it fails to close adds nothing.
      }
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position cannot be negative: " + newPosition);
    }
    if (newPosition == position) {
      return this;
    }
    position = newPosition;
    if (channel != null && newPosition < size) {
      try {
        SeekableByteChannel unused = CheckedFailures.of(() -> channel.position(newPosition));
      } catch (IOException e) {
        // The next read opens the object again, with the patience of reads.
        abandon();
      }
    }
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public void close() throws IOException {
    open = false;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
