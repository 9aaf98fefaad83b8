package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import java.util.Arrays;

/** Rows of format 1: column ids and values by turns, in any order (TiDB's pkg/tablecodec). */
final class RowV1 {
  private final RowColumns columns;
  private final Datum id = new Datum();
  private final Datum value = new Datum();
  private final boolean[] filled;

  RowV1(RowColumns columns) {
    this.columns = columns;
    this.filled = new boolean[columns.count()];
  }

  void decode(byte[] row, int offset, int length, RowWriter out) throws BadValueException {
    Arrays.fill(filled, false);
    int end = offset + length;
    // A row without columns is a single null.
    int at = length == 1 && row[offset] == 0 ? end : offset;
    int guess = 0;
    while (at < end) {
      at = id.read(row, at, end);
      at = value.read(row, at, end);
      int index = find(id.asId(), guess);
      if (index < 0) {
        continue;
      }
      guess = index + 1;
      if (filled[index]) {
        throw new BadValueException("a row with two values of column id " + id.asId());
      }
      filled[index] = true;
      if (value.isNull()) {
        columns.nothing(index, out);
      } else {
        columns.datum(index, value, out);
      }
    }
    for (int i = 0; i < filled.length; i++) {
      if (!filled[i]) {
        columns.absent(i, out);
      }
    }
  }

  private int find(long wanted, int guess) {
    if (guess < columns.count() && columns.id(guess) == wanted) {
      return guess;
    }
    int low = 0;
    int high = columns.count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = columns.id(middle);
      if (found == wanted) {
        return middle;
      }
      if (found < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
