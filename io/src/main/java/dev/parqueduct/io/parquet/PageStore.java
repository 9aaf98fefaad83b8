package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The finished pages of one row group, in the order in which they were finished. A file wants them
 * column by column, so they wait here, compressed. Slabs of memory are kept from row group to row
 * group; all columns share them, so that thousands of columns waste no more than one.
 */
final class PageStore extends OutputStream {
  private static final int SLAB = 1 << 18;

  private final List<byte[]> slabs = new ArrayList<>();
  private long size;

  /** Where the next byte goes. */
  long position() {
    return size;
  }

  /** Bytes of memory. */
  long memory() {
    return (long) slabs.size() * SLAB;
  }

  @Override
  public void write(int b) {
    byte[] one = {(byte) b};
    write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      int slab = (int) (size / SLAB);
      int inSlab = (int) (size % SLAB);
      if (slab == slabs.size()) {
        slabs.add(new byte[SLAB]);
      }
      int part = Math.min(rest, SLAB - inSlab);
      System.arraycopy(bytes, from, slabs.get(slab), inSlab, part);
      size += part;
      from += part;
      rest -= part;
    }
  }

  /** Copies {@code length} bytes from {@code position} on to a stream. */
  void copyTo(OutputStream out, long position, long length) throws IOException {
    long from = position;
    long rest = length;
    while (rest > 0) {
      int inSlab = (int) (from % SLAB);
      int part = (int) Math.min(rest, SLAB - inSlab);
      out.write(slabs.get((int) (from / SLAB)), inSlab, part);
      from += part;
      rest -= part;
    }
  }

  /** Forgets all pages, and keeps slabs for {@code keep} bytes. */
  void reset(long keep) {
    size = 0;
    int kept = (int) Math.min(slabs.size(), keep / SLAB + 1);
    slabs.subList(kept, slabs.size()).clear();
  }
}
