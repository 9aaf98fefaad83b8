package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.RateLimiter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how many bytes a second a process reads, so that an export leaves others some of the
 * network. All threads of a process share one limiter a rate; a run on several workers reads up to
 * the limit on each. Reads are cut into pieces that take about a tenth of a second, so that the
 * rate is even. Safe for use by several threads.
 */
public final class ReadLimiter {
  /** Waits until so many more bytes may be read. */
  @FunctionalInterface
  interface Throttle {
    void acquire(int bytes);
  }

  private static final double MEBIBYTE = 1 << 20;
  private static final int PIECES_PER_SECOND = 10;
  private static final int LEAST_PIECE = 1 << 12;
  private static final int MOST_PIECE = 1 << 20;
  private static final Map<Double, ReadLimiter> OF_PROCESS = new ConcurrentHashMap<>();
  private static final ReadLimiter UNLIMITED = new ReadLimiter(bytes -> {}, Integer.MAX_VALUE);

  private final Throttle throttle;
  private final int piece;

  ReadLimiter(Throttle throttle, int piece) {
    this.throttle = requireNonNull(throttle, "throttle");
    this.piece = piece;
  }

  /**
   * The limiter that all of this process share.
   *
   * @param mebibytesPerSecond 0 for no limit
   */
  public static ReadLimiter ofProcess(double mebibytesPerSecond) {
    if (mebibytesPerSecond == 0) {
      return UNLIMITED;
    }
    if (!(mebibytesPerSecond > 0 && mebibytesPerSecond <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the limit of reads must be a positive number of MiB a second, or 0 for none, not "
              + mebibytesPerSecond);
    }
    return OF_PROCESS.computeIfAbsent(mebibytesPerSecond, ReadLimiter::ofRate);
  }

  private static ReadLimiter ofRate(double mebibytesPerSecond) {
    double rate = mebibytesPerSecond * MEBIBYTE;
    RateLimiter limiter = RateLimiter.create(rate);
    return new ReadLimiter(limiter::acquire, piece(rate));
  }

  static int piece(double bytesPerSecond) {
    return (int) Math.max(LEAST_PIECE, Math.min(MOST_PIECE, bytesPerSecond / PIECES_PER_SECOND));
  }

  /** The stream, read no faster than the limit. */
  public InputStream limit(InputStream in) {
    return this == UNLIMITED ? in : new LimitedStream(in);
  }

  /** The channel, read no faster than the limit; only for reading. */
  public SeekableByteChannel limit(SeekableByteChannel channel) {
    return this == UNLIMITED ? channel : new LimitedChannel(requireNonNull(channel, "channel"));
  }

  /** What was read is paid for afterwards: the limiter holds up the next read. */
  private int pay(int read) {
    if (read > 0) {
      throttle.acquire(read);
    }
    return read;
  }

  private final class LimitedStream extends FilterInputStream {
    LimitedStream(InputStream in) {
      super(requireNonNull(in, "in"));
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      if (read >= 0) {
        throttle.acquire(1);
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return pay(in.read(buffer, offset, Math.min(length, piece)));
    }

    @Override
    public long skip(long bytes) throws IOException {
      // Streams skip by reading, most of them.
      return pay((int) in.skip(Math.min(bytes, piece)));
    }
  }

  private final class LimitedChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;

    LimitedChannel(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int limit = into.limit();
      into.limit(into.position() + Math.min(into.remaining(), piece));
      try {
        return pay(channel.read(into));
      } finally {
        into.limit(limit);
      }
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
