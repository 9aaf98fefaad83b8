package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.util.Arrays;

/** How many elements there are up to the end of each row. */
final class Offsets {
  private int[] ends = new int[256];
  private int rows;

  int rows() {
    return rows;
  }

  long bytes() {
    return 4L * ends.length;
  }

  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  int end(int row) {
    return ends[row];
  }

  int total() {
    return start(rows);
  }

  void add(int elements) {
    int end = Column.checked((long) total() + elements);
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, Column.grown(rows, rows + 1L));
    }
    ends[rows++] = end;
  }

  void append(Offsets other, int from, int to) {
    for (int row = from; row < to; row++) {
      add(other.end(row) - other.start(row));
    }
  }

  void clear() {
    rows = 0;
  }

  /** Reads the offsets of some rows; gives how many elements these have. */
  int read(NativeInput in, int more) throws IOException {
    int before = total();
    long last = 0;
    for (int row = 0; row < more; row++) {
      long end = in.readLong();
      if (end < last || end > Integer.MAX_VALUE) {
        throw new FormatException("Arrays whose offsets go from " + last + " to " + end);
      }
      add((int) (end - last));
      last = end;
    }
    return total() - before;
  }

  void write(NativeOutput out) {
    for (int row = 0; row < rows; row++) {
      out.writeLong(ends[row]);
    }
  }
}
