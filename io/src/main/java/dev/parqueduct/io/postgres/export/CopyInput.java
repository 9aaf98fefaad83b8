package dev.parqueduct.io.postgres.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a COPY, and the time that is spent waiting for them. */
final class CopyInput extends FilterInputStream {
  private long bytes;
  private long nanos;

  CopyInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read >= 0) {
      bytes++;
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int read = in.read(buffer, offset, length);
    nanos += System.nanoTime() - start;
    if (read > 0) {
      bytes += read;
    }
    return read;
  }

  long bytes() {
    return bytes;
  }

  long nanos() {
    return nanos;
  }
}
