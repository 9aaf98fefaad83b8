package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is counted of a chunk; the same rows give the same counts. */
final class ChunkCounts {
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
  void superseded(long rows) {
    superseded += rows;
  }

  /** Rows whose newest version says that they are deleted. */
  void deleted(long rows) {
    deleted += rows;
  }

  void leftOut(long rows) {
    leftOut += rows;
  }

  void written(long rows) {
    written += rows;
    batches++;
  }

  void traces(int loaded) {
    traces += loaded;
  }

  void lookedUp(int asked, int answered) {
    lookedUp += asked;
    found += answered;
  }

  void withoutTrace(ObservationBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      withoutTrace += batch.trace(row) < 0 ? 1 : 0;
    }
  }

  /**
   * The chunk's entry in the ledger.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when a row is unaccounted for
   */
  UnitEntry entry(Chunk chunk, ChunkRejects rejects) throws IOException {
    Balance rows =
        new Balance(read, written, superseded, leftOut + deleted, rejects.countByReason());
    rows.check("chunk " + chunk.id());
    Map<String, Long> counters = new TreeMap<>();
    counters.put("batches", batches);
    if (deleted > 0) {
      counters.put("deleted", deleted);
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
