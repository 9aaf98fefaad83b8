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
  private final OutputBudget budget;
  private final boolean charged;
  private long position;
  private boolean failed;

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
    return failed;
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
    try {
      int n = super.read(buffer, offset, length);
      if (n > 0) {
        position += n;
        budget.take(charged ? n : 0);
      }
      return n;
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
