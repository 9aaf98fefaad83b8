package dev.parqueduct.io.clickhouse.events.pushdown;

import dev.parqueduct.io.clickhouse.events.insert.ChunkWork;
import dev.parqueduct.io.clickhouse.events.stream.KeyRange;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cuts a chunk into batches that the server inserts by itself, each as one block. */
final class PushdownBatches {
  /** Rows that are counted together. */
  private static final int PIECE = 64;

  private PushdownBatches() {}

  /**
   * Rows that are next to each other in the order of the primary key.
   *
   * @param rows all of them
   * @param leftOut those of dataset runs that are left out
   * @param withoutId those that cannot become events
   * @param late those whose trace is not of the days around them
   * @param fingerprint of their keys and versions
   */
  record Batch(
      KeyRange range, long rows, long leftOut, long withoutId, long late, String fingerprint) {
    /** How many become events. */
    long events() {
      return rows - leftOut;
    }
  }

  /**
   * The batches of a chunk. The same rows make the same batches.
   *
   * @param batchRows rows of a batch at most
   */
  static List<Batch> of(
      ServerClient client, PushdownQueries queries, ChunkWork work, int batchRows, long batchBytes)
      throws IOException {
    Cutter cutter = new Cutter(batchRows, batchBytes);
    for (List<String> piece :
        client.texts(queries.pieces(work.chunk(), Math.min(PIECE, batchRows), work.attempt()))) {
      cutter.add(piece);
    }
    cutter.end();
    return cutter.batches;
  }

  private static final class Cutter {
    private final int batchRows;
    private final long batchBytes;
    private final List<Batch> batches = new ArrayList<>();
    private Optional<KeyRange.Key> after = Optional.empty();
    private Optional<KeyRange.Key> last = Optional.empty();
    private final long[] counts = new long[5];
    private BigInteger sum = BigInteger.ZERO;

    Cutter(int batchRows, long batchBytes) {
      this.batchRows = batchRows;
      this.batchBytes = batchBytes;
    }

    void add(List<String> piece) {
      long rows = Long.parseLong(piece.get(0));
      long bytes = Long.parseLong(piece.get(4));
      if (counts[0] > 0 && (counts[0] + rows > batchRows || counts[4] + bytes > batchBytes)) {
        end();
      }
      for (int i = 0; i < counts.length; i++) {
        counts[i] += Long.parseLong(piece.get(i));
      }
      sum = sum.add(new BigInteger(piece.get(5)));
      last = Optional.of(new KeyRange.Key(piece.get(6), piece.get(7), piece.get(8), piece.get(9)));
    }

    void end() {
      if (counts[0] == 0) {
        return;
      }
      String fingerprint =
          String.format(Locale.ROOT, "%016x%08x", sum.longValue(), counts[0] & 0xffffffffL);
      batches.add(
          new Batch(
              new KeyRange(after, last), counts[0], counts[1], counts[2], counts[3], fingerprint));
      after = last;
      java.util.Arrays.fill(counts, 0);
      sum = BigInteger.ZERO;
    }
  }
}
