package dev.parqueduct.io.vt;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps a record up to a length and counts what is beyond it. */
final class RecordCopy extends OutputStream {
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long length;

  RecordCopy(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    kept.write(bytes, offset, Math.min(count, limit - kept.size()));
    length += count;
  }

  /** The record, or its beginning when it is longer than the limit. */
  byte[] kept() {
    return kept.toByteArray();
  }

  /** The record's length, the part that is not kept included. */
  long length() {
    return length;
  }
}
