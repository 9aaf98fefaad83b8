package dev.parqueduct.io.vt;

import java.io.IOException;
import java.io.InputStream;

/** A stream that cannot be read. */
final class FailingStream extends InputStream {
  private final IOException failure;

  FailingStream(IOException failure) {
    this.failure = failure;
  }

  @Override
  public int read() throws IOException {
    throw failure;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw failure;
  }
}
