package dev.parqueduct.io.vt;

import java.util.Arrays;
import java.util.List;

/** The kept rows of batches, unpacked, in the unsigned order of their keys. */
final class SortedRows {
  // As in BucketDeduplicator: the high 40 bits of a key above the row's number.
  private static final int INDEX_BITS = 24;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final long[] keys;
  private final long[] scanMillis;
  private final byte[] payload;
  private final int[] offsets;
  private final String[] classes;
  private final int[] sorted;

  private SortedRows(
      long[] keys,
      long[] scanMillis,
      byte[] payload,
      int[] offsets,
      String[] classes,
      int[] sorted) {
    this.classes = classes;
    this.keys = keys;
    this.scanMillis = scanMillis;
    this.payload = payload;
    this.offsets = offsets;
    this.sorted = sorted;
  }

  /** Unpacks and sorts. All rows of the batches together must fit into 2 GiB. */
  static SortedRows of(List<RowBatch> batches) {
    int rows = Math.toIntExact(batches.stream().mapToLong(RowBatch::keptRows).sum());
    int bytes = Math.toIntExact(batches.stream().mapToLong(RowBatch::payloadBytes).sum());
    long[] keys = new long[RowBatch.KEY_LONGS * rows];
    long[] scanMillis = new long[rows];
    byte[] payload = new byte[bytes];
    int[] offsets = new int[rows];
    String[] classes = new String[rows];
    int row = 0;
    int end = 0;
    for (RowBatch batch : batches) {
      int at = end;
      end += batch.unpack(payload, end);
      for (int i = 0; i < batch.rows(); i++) {
        if (batch.isKept(i)) {
          for (int quarter = 0; quarter < RowBatch.KEY_LONGS; quarter++) {
            keys[RowBatch.KEY_LONGS * row + quarter] = batch.key(i, quarter);
          }
          scanMillis[row] = batch.scanMillis(i);
          classes[row] = batch.classes().of(i);
          offsets[row++] = at;
        }
        at += RowCodec.length(payload, at);
      }
    }
    return new SortedRows(keys, scanMillis, payload, offsets, classes, sort(keys, rows));
  }

  private static int[] sort(long[] keys, int rows) {
    if (rows > INDEX_MASK) {
      throw new IllegalArgumentException("too many rows to sort at once: " + rows);
    }
    long[] packed = new long[rows];
    for (int i = 0; i < rows; i++) {
      packed[i] = ((keys[RowBatch.KEY_LONGS * i] & ~INDEX_MASK) | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(packed);
    int[] sorted = new int[rows];
    for (int i = 0; i < rows; i++) {
      int row = (int) (packed[i] & INDEX_MASK);
      int at = i;
      // Keys are distinct: few of them share 40 bits.
      while (at > 0 && compare(keys, sorted[at - 1], row) > 0) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = row;
    }
    return sorted;
  }

  private static int compare(long[] keys, int row1, int row2) {
    return KeyFile.compare(
        keys[RowBatch.KEY_LONGS * row1],
        keys[RowBatch.KEY_LONGS * row1 + 1],
        keys[RowBatch.KEY_LONGS * row2],
        keys[RowBatch.KEY_LONGS * row2 + 1]);
  }

  int size() {
    return sorted.length;
  }

  long key(int i, int quarter) {
    return keys[RowBatch.KEY_LONGS * sorted[i] + quarter];
  }

  long scanMillis(int i) {
    return scanMillis[sorted[i]];
  }

  /** The classification of a row, or null. */
  String classification(int i) {
    return classes[sorted[i]];
  }

  byte[] payload() {
    return payload;
  }

  int payloadOffset(int i) {
    return offsets[sorted[i]];
  }
}
