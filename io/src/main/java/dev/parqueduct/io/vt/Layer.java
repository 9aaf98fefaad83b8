package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * One layer of a package: counts its bytes and remembers whether it failed. What a decompressor
 * gives is taken from the package's output budget.
 */
final class Layer extends FilterInputStream {
  private static final int SKIP_BUFFER = 1 << 13;

  private final OutputBudget budget;
  private final boolean charged;
  private long position;
  private IOException failure;

  private Layer(InputStream in, OutputBudget budget, boolean charged) {
    super(in);
    this.budget = requireNonNull(budget, "budget");
    this.charged = charged;
  }

  /** Content as it is stored. */
  static Layer stored(InputStream in, OutputBudget budget) {
    return new Layer(in, budget, false);
  }

  /** Content that a decompressor produces. */
  static Layer unpacked(InputStream in, OutputBudget budget) {
    return new Layer(in, budget, true);
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  boolean failed() {
    return failure != null;
  }

  /** Throws what the layer failed with, if it has. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  OutputBudget budget() {
    return budget;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    // Not every decoder that has met damage meets it again.
    throwFailure();
    try {
      int n = super.read(buffer, offset, length);
      if (n > 0) {
        position += n;
        budget.take(charged ? n : 0);
      }
      return n;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    // What is skipped was unpacked as well: it is read, so that it is counted and charged.
    byte[] skipped = new byte[(int) Math.min(Math.max(n, 0), SKIP_BUFFER)];
    long left = n;
    while (left > 0) {
      int read = read(skipped, 0, (int) Math.min(left, skipped.length));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return n - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
