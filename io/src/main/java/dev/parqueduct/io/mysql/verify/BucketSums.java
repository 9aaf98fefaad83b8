package dev.parqueduct.io.mysql.verify;

/**
 * Counts and fingerprints of the rows in each of a number of buckets, by the code of their keys.
 * All arithmetic is modulo 2^64.
 */
final class BucketSums {
  private final int buckets;
  private final int columns;
  private final long[] counts;
  private final long[] sums;

  BucketSums(int buckets, int columns) {
    this.buckets = buckets;
    this.columns = columns;
    this.counts = new long[buckets];
    this.sums = new long[buckets * columns];
  }

  int buckets() {
    return buckets;
  }

  int bucket(long keyCode) {
    return (int) (keyCode % buckets);
  }

  void count(int bucket, long rows) {
    counts[bucket] += rows;
  }

  void add(int bucket, int column, long sum) {
    sums[bucket * columns + column] += sum;
  }

  void add(BucketSums other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
  }

  long rows() {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    return rows;
  }

  /** The fingerprint of a column over all buckets. */
  long sum(int column) {
    long sum = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      sum += sums[bucket * columns + column];
    }
    return sum;
  }

  boolean isEqual(BucketSums other, int bucket) {
    boolean equal = counts[bucket] == other.counts[bucket];
    for (int column = 0; column < columns; column++) {
      equal &= isEqual(other, bucket, column);
    }
    return equal;
  }

  boolean isEqual(BucketSums other, int bucket, int column) {
    return sums[bucket * columns + column] == other.sums[bucket * columns + column];
  }
}
