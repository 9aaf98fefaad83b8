package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides which rows of a bucket are kept. First all batches of the bucket are {@linkplain #add
 * added} (only their keys are held, 32 bytes a row), then the keys of the output are {@linkplain
 * #dropKnown dropped}, then each batch is {@linkplain #keep asked} for its kept rows. The outcome
 * does not depend on the order of the batches.
 */
public final class BucketDeduplicator {
  // Rows are sorted by the high 40 bits of their keys, with the row's number in the low 24.
  private static final int INDEX_BITS = 24;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final Keep keep;
  private final int bucket;
  private final int buckets;
  private long[] high = new long[1024];
  private long[] low = new long[1024];
  private long[] order = new long[1024];
  private long[] scan = new long[1024];
  private int rows;
  private int[] winners;
  private long[] winnerOrders;

  public BucketDeduplicator(Keep keep, int bucket, int buckets) {
    this.keep = requireNonNull(keep, "keep");
    this.bucket = bucket;
    this.buckets = buckets;
  }

  /** Adds the keys of a batch. */
  public void add(RowBatch batch) {
    int added = batch.rows();
    if (rows + added > INDEX_MASK) {
      throw RunFailedException.failed(
          "More than 16 million reports fall into one bucket of the deduplication. Raise"
              + " --shuffleBuckets.");
    }
    if (rows + added > high.length) {
      int size = Math.max(2 * high.length, rows + added);
      high = Arrays.copyOf(high, size);
      low = Arrays.copyOf(low, size);
      order = Arrays.copyOf(order, size);
      scan = Arrays.copyOf(scan, size);
    }
    for (int row = 0; row < added; row++) {
      high[rows] = batch.key(row, 0);
      low[rows] = batch.key(row, 1);
      order[rows] = batch.order(row);
      scan[rows] = batch.scanMillis(row);
      rows++;
    }
  }

  /** Ends adding: finds the winner of every key. */
  public void decide() {
    long[] sorted = new long[rows];
    for (int i = 0; i < rows; i++) {
      sorted[i] = ((high[i] & ~INDEX_MASK) | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    winners = new int[rows];
    int count = 0;
    int runStart = 0;
    for (int i = 0; i < rows; i++) {
      int row = (int) (sorted[i] & INDEX_MASK);
      if (i == 0 || ((sorted[i] ^ sorted[i - 1]) & ~INDEX_MASK) != 0) {
        runStart = count;
      }
      count = addToRun(row, runStart, count);
    }
    winners = Arrays.copyOf(winners, count);
  }

  /** A run shares 40 bits of key: nearly always it is one key, but it may be several. */
  private int addToRun(int row, int runStart, int count) {
    for (int w = runStart; w < count; w++) {
      if (high[winners[w]] == high[row] && low[winners[w]] == low[row]) {
        if (beats(row, winners[w])) {
          winners[w] = row;
        }
        return count;
      }
    }
    int at = count;
    while (at > runStart
        && KeyFile.compare(high[winners[at - 1]], low[winners[at - 1]], high[row], low[row]) > 0) {
      winners[at] = winners[at - 1];
      at--;
    }
    winners[at] = row;
    return count + 1;
  }

  private boolean beats(int challenger, int holder) {
    if (keep == Keep.FIRST) {
      return order[challenger] < order[holder];
    }
    return scan[challenger] != scan[holder]
        ? scan[challenger] > scan[holder]
        : order[challenger] > order[holder];
  }

  /**
   * Drops winners whose key is in the output already.
   *
   * @param keyFile full path of a unit's list of keys
   * @throws RunFailedException for {@link Keep#LATEST} when a final row would have to be replaced
   */
  public void dropKnown(ObjectStore store, String keyFile) throws IOException {
    int firstByte = (int) ((((long) bucket << 16) / buckets) >>> 8);
    int lastByte = (int) (((((long) (bucket + 1) << 16) - 1) / buckets) >>> 8);
    int kept = 0;
    int w = 0;
    try (KeyFile.Reader known =
        new KeyFile.Reader(store, keyFile, firstByte, Math.min(lastByte, 255))) {
      boolean more = known.next();
      while (w < winners.length && more) {
        int row = winners[w];
        int compared = KeyFile.compare(known.high(), known.low(), high[row], low[row]);
        if (compared < 0) {
          more = known.next();
        } else if (compared > 0) {
          winners[kept++] = row;
          w++;
        } else {
          failIfNewer(row, known.scanMillis(), keyFile);
          w++;
        }
      }
    }
    while (w < winners.length) {
      winners[kept++] = winners[w++];
    }
    winners = Arrays.copyOf(winners, kept);
  }

  private void failIfNewer(int row, long knownScan, String keyFile) {
    if (keep == Keep.LATEST && scan[row] > knownScan) {
      throw RunFailedException.failed(
          String.format(
              "--keep=latest would have to replace rows that are final: the report on sha256"
                  + " %016x%016x… of %s is newer than the one already exported (%s, listed in %s)."
                  + " Export the whole range into a new --output, or use --keep=first.",
              high[row], low[row], scanText(scan[row]), scanText(knownScan), keyFile));
    }
  }

  private static String scanText(long millis) {
    return millis == Report.NO_DATE ? "no date" : ScanDate.format(millis);
  }

  /** The batch with only its winners kept, or nothing when it has none. */
  public Optional<RowBatch> keep(RowBatch batch) {
    if (winnerOrders == null) {
      winnerOrders = new long[winners.length];
      for (int i = 0; i < winners.length; i++) {
        winnerOrders[i] = order[winners[i]];
      }
      Arrays.sort(winnerOrders);
    }
    long[] bits = new long[(batch.rows() + 63) >> 6];
    int kept = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (Arrays.binarySearch(winnerOrders, batch.order(row)) >= 0) {
        bits[row >> 6] |= 1L << row;
        kept++;
      }
    }
    if (kept == 0) {
      return Optional.empty();
    }
    return Optional.of(kept == batch.rows() ? batch : batch.keeping(bits));
  }
}
