package dev.parqueduct.io.clickhouse.events.insert;

import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is counted of a chunk; the same rows give the same counts. */
public final class ChunkCounts {
  /** The counter of rows that are deleted, in the ledger. */
  static final String DELETED = "deleted";

  private long read;
  private long written;
  private long superseded;
  private long deleted;
  private long leftOut;
  private long batches;
  private long traces;
  private long lookedUp;
  private long found;
  private long withoutTrace;

  void read(long rows) {
    read += rows;
  }

  /** Rows of which there is a newer version. */
  public void superseded(long rows) {
    superseded += rows;
  }

  /** Rows whose newest version says that they are deleted. */
  public void deleted(long rows) {
    deleted += rows;
  }

  /** Rows that become no event, because their traces are left out. */
  public void leftOut(long rows) {
    leftOut += rows;
  }

  /** A batch was inserted, with so many events. */
  public void written(long rows) {
    written += rows;
    batches++;
  }

  /** Traces were read into memory. */
  public void traces(int loaded) {
    traces += loaded;
  }

  /** Traces were asked for by their ids, and so many were there. */
  public void lookedUp(int asked, int answered) {
    lookedUp += asked;
    found += answered;
  }

  /** Counts the rows of a batch that have no trace. */
  public void withoutTrace(ObservationBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      withoutTrace += batch.trace(row) < 0 ? 1 : 0;
    }
  }

  /**
   * The chunk's entry in the ledger.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when a row is unaccounted for
   */
  public UnitEntry entry(Chunk chunk, ChunkRejects rejects) throws IOException {
    Balance rows =
        new Balance(read, written, superseded, leftOut + deleted, rejects.countByReason());
    rows.check("chunk " + chunk.id());
    Map<String, Long> counters = new TreeMap<>();
    counters.put("batches", batches);
    if (deleted > 0) {
      counters.put(DELETED, deleted);
    }
    counters.put("traces", traces);
    counters.put("tracesLookedUp", lookedUp);
    counters.put("tracesFoundLate", found);
    counters.put("eventsWithoutTrace", withoutTrace);
    Optional<FileEntry> file = rejects.finish();
    return new UnitEntry(
        chunk.id(),
        List.of(),
        List.of(),
        List.of(),
        file.map(List::of).orElse(List.of()),
        rows,
        counters,
        Map.of());
  }
}
