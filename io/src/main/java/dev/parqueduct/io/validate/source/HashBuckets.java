package dev.parqueduct.io.validate.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts and sums of row hashes by their lowest bits: a cut through the rows that needs neither a
 * key nor an order, and that is the same for files and database.
 */
final class HashBuckets {
  private static final int ROWS_A_BUCKET = 512;
  private static final int FEWEST = 64;
  private static final int MOST = 1 << 16;

  private final long[] counts;
  private final long[] sums;

  HashBuckets(int buckets) {
    this.counts = new long[buckets];
    this.sums = new long[buckets];
  }

  /** How many buckets so many rows are spread over; a power of two. */
  static int number(long rows) {
    long wanted = Long.highestOneBit(Math.max(1, rows / ROWS_A_BUCKET)) * 2;
    return (int) Math.max(FEWEST, Math.min(MOST, wanted));
  }

  int mask() {
    return counts.length - 1;
  }

  void add(long hash) {
    int bucket = (int) hash & mask();
    counts[bucket]++;
    sums[bucket] += hash;
  }

  void set(int bucket, long count, long sum) {
    counts[bucket] = count;
    sums[bucket] = sum;
  }

  /** The buckets that do not hold the same, the first of them only. */
  List<Integer> different(HashBuckets other, int most) {
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < counts.length && different.size() < most; i++) {
      if (counts[i] != other.counts[i] || sums[i] != other.sums[i]) {
        different.add(i);
      }
    }
    return different;
  }
}
