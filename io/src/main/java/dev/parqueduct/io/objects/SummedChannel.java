package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Sums up an object while it is read from its start, in order. What is read beside that, at other
 * positions, is not summed up; so each byte is summed up once.
 */
public abstract class SummedChannel extends ReadOnlyChannel {
  private static final int READ = 1 << 16;

  private final Sum sum;
  private long summed;

  /** Takes the bytes of the object, in order. */
  @FunctionalInterface
  public interface Sum {
    void update(byte[] bytes, int offset, int length);
  }

  protected SummedChannel(SeekableByteChannel inner, Sum sum) {
    super(inner);
    this.sum = requireNonNull(sum, "sum");
  }

  @Override
  protected final void passed(long at, byte[] bytes, int offset, int length) {
    long known = summed - at;
    if (known >= 0 && known < length) {
      sum.update(bytes, offset + (int) known, length - (int) known);
      summed = at + length;
    }
  }

  /** Reads what has not been summed up, so that the sum is that of the whole object. */
  protected final void readRest() throws IOException {
    if (summed < size()) {
      SeekableByteChannel unused = position(summed);
      ByteBuffer rest = ByteBuffer.allocate(READ);
      while (read(rest) >= 0) {
        rest.clear();
      }
    }
  }
}
