package dev.parqueduct.io.sst;

import java.io.IOException;

/**
 * What is read before the data: footer, properties and index lie at the end of an SST. A window of
 * bounded size goes over them, so that a handful of reads fetches them all.
 */
final class TailWindow {
  private static final int SIZE = 1 << 20;

  private final SstFile file;
  private byte[] bytes = new byte[0];
  private long offset;

  TailWindow(SstFile file) throws IOException {
    this.file = file;
    load(Math.max(0, file.size() - SIZE), (int) Math.min(SIZE, file.size()));
  }

  private void load(long from, int length) throws IOException {
    if (bytes.length != length) {
      bytes = new byte[length];
    }
    offset = from;
    file.seek(from);
    file.read(bytes, 0, length);
  }

  /** Makes bytes of the file available in {@link #bytes}, and says at which index they begin. */
  int locate(long from, int length) throws IOException {
    if (from < offset || from + length > offset + bytes.length) {
      load(from, (int) Math.min(Math.max(SIZE, length), file.size() - from));
    }
    return (int) (from - offset);
  }

  byte[] bytes() {
    return bytes;
  }
}
