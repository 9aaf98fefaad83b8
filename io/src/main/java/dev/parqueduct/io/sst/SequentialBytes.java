package dev.parqueduct.io.sst;

import java.io.IOException;

/** Reads a file from its first byte to its last, once, in large pieces. */
final class SequentialBytes {
  private static final int BUFFER = 2 << 20;

  private final SstFile file;
  private byte[] bytes;
  private long offset;
  private int length;

  SequentialBytes(SstFile file) throws IOException {
    this.file = file;
    this.bytes = new byte[(int) Math.min(BUFFER, file.size())];
    file.seek(0);
  }

  /**
   * Makes bytes of the file available in {@link #bytes} until the next call, and says at which
   * index they begin. What lies before them cannot be had again.
   */
  int locate(long from, int wanted) throws IOException {
    while (from + wanted > offset + length) {
      int kept = (int) Math.max(0, offset + length - from);
      byte[] next = bytes.length < wanted ? new byte[wanted] : bytes;
      System.arraycopy(bytes, length - kept, next, 0, kept);
      bytes = next;
      offset += length - kept;
      length = kept;
      int read = (int) Math.min(bytes.length - kept, file.size() - offset - kept);
      file.read(bytes, kept, read);
      length += read;
    }
    return (int) (from - offset);
  }

  byte[] bytes() {
    return bytes;
  }
}
