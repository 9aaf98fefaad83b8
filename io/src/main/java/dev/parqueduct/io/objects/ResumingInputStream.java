package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.util.BackOff;

/**
 * Reads an object to its end across broken connections: after a failed read it opens the object
 * again and goes on at the byte where it stopped. The retries of the policy count anew for every
 * read that succeeded.
 */
final class ResumingInputStream extends InputStream {
  private final String path;
  private final RetryPolicy policy;
  private final RetryPolicy.StorageCall<ReadableByteChannel> opener;
  private ReadableByteChannel channel;
  private long position;

  ResumingInputStream(
      String path, RetryPolicy policy, RetryPolicy.StorageCall<ReadableByteChannel> opener)
      throws IOException {
    this.path = requireNonNull(path, "path");
    this.policy = requireNonNull(policy, "policy");
    this.opener = requireNonNull(opener, "opener");
    this.channel = policy.call("open " + path, opener);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    BackOff backoff = policy.start();
    while (true) {
      try {
        if (channel == null) {
          channel = reopen();
        }
        int n;
        do {
          n = CheckedFailures.of(() -> channel.read(ByteBuffer.wrap(buffer, offset, length)));
        } while (n == 0);
        position += Math.max(n, 0);
        return n;
      } catch (IOException e) {
        abandon();
        policy.awaitOrFail("read " + path + " at byte " + position, e, backoff);
      }
    }
  }

  private ReadableByteChannel reopen() throws IOException {
    ReadableByteChannel reopened = CheckedFailures.of(opener);
    if (reopened instanceof SeekableByteChannel seekable) {
      seekable.position(position);
      return reopened;
    }
    ByteBuffer skipped = ByteBuffer.allocate(1 << 16);
    for (long left = position; left > 0; ) {
      skipped.clear().limit((int) Math.min(left, skipped.capacity()));
      int n = reopened.read(skipped);
      if (n < 0) {
        throw new IOException(path + " is shorter than it was: it changed while it was read");
      }
      left -= n;
    }
    return reopened;
  }

  private void abandon() {
    ReadableByteChannel broken = channel;
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
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
