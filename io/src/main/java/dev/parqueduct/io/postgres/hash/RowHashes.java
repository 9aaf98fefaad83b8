package dev.parqueduct.io.postgres.hash;

import java.util.Arrays;

/**
 * The hashes of the rows of a row group, by sum and row, and room for those of values; for one row
 * group after the other. Not for use by several threads.
 */
final class RowHashes {
  private HashScheme scheme = new HashScheme(HashMethod.RECORD, 1);
  private long[][] sums = new long[0][];
  private long[] values = new long[0];
  private int rows;

  /** Begins with rows of which no column has been hashed. */
  void start(HashScheme newScheme, int newRows) {
    scheme = newScheme;
    rows = newRows;
    if (sums.length != scheme.sums() || sums[0].length < rows) {
      sums = new long[scheme.sums()][rows];
    }
    for (int sum = 0; sum < sums.length; sum++) {
      Arrays.fill(sums[sum], 0, rows, scheme.method().start(scheme.seed(sum)));
    }
  }

  /** Ends the hashes, of which all columns have been hashed. */
  void finish() {
    for (int sum = 0; sum < sums.length; sum++) {
      long seed = scheme.seed(sum);
      long[] hashes = sums[sum];
      for (int row = 0; row < rows; row++) {
        hashes[row] = scheme.method().finish(hashes[row], seed);
      }
    }
  }

  int rows() {
    return rows;
  }

  int sums() {
    return sums.length;
  }

  /** By row; there may be room for more rows. */
  long[] ofSum(int sum) {
    return sums[sum];
  }

  /** All hashes of a sum, added up. */
  long total(int sum) {
    long total = 0;
    for (int row = 0; row < rows; row++) {
      total += sums[sum][row];
    }
    return total;
  }

  /** Room for the hashes of so many values. */
  long[] values(int count) {
    if (values.length < count) {
      values = new long[count];
    }
    return values;
  }
}
