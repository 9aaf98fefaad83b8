package dev.parqueduct.io.clickhouse.events.files;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.BatchInserts;
import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress;
import dev.parqueduct.io.clickhouse.events.insert.ChunkRejects;
import dev.parqueduct.io.clickhouse.events.insert.ChunkWork;
import dev.parqueduct.io.clickhouse.events.insert.Destination;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.ExcludedTraces;
import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the observations and traces of a bucket, and inserts their events in the order of the
 * files, month by month. Holds the bucket in memory.
 */
public final class BucketBackfill {
  private static final int ROW_BYTES = 512;

  private final BackfillRequest request;
  private final ObjectStore store;
  private final Ledger ledger;
  private final Destination destination;
  private final BatchInserts inserts;
  private final UnitProgress progress;

  public BucketBackfill(
      BackfillRequest request,
      ObjectStore store,
      Destination destination,
      BatchInserts inserts,
      UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.destination = requireNonNull(destination, "destination");
    this.inserts = requireNonNull(inserts, "inserts");
    this.progress = requireNonNull(progress, "progress");
    this.ledger = Ledger.of(request.output(), store);
  }

  /**
   * What there is in a bucket, as blocks; each is read twice.
   *
   * @param moved newest versions that are in other buckets
   */
  public record Rows(
      Iterable<byte[]> observations,
      Iterable<byte[]> traces,
      Iterable<byte[]> datasetRunItems,
      Iterable<byte[]> moved) {}

  /** Backfills a bucket and records it as done. */
  public UnitEntry backfill(int bucket, Rows rows) throws IOException {
    String unit = FilesPlan.unit(bucket);
    Chunk chunk = new Chunk(unit, "", "", "", "", "", 0);
    try (ChunkRejects rejects = new ChunkRejects(store, request, ledger, unit)) {
      ChunkWork work = new ChunkWork(chunk, 0, destination.begin(unit), rejects);
      ChunkProgress done =
          ChunkProgress.of(store, ledger, unit, ChunkProgress.STREAM, request.sizes().batchRows());
      if (request.isReal()) {
        done.begin();
      }
      boolean ended = false;
      long start = System.nanoTime();
      try {
        new Bucket(work, inserts.begin(work, unit, done)).run(rows);
        UnitEntry entry = work.counts().entry(chunk, rejects);
        long end = System.nanoTime();
        if (request.isReal()) {
          destination.end(unit, entry.rows().written());
          ledger.commit(entry);
        }
        ended = true;
        work.tell(progress, entry, end - start, System.nanoTime() - end);
        return entry;
      } finally {
        if (!ended) {
          progress.count("rows_read", -work.rowsRead());
        }
      }
    }
  }

  /** One bucket. */
  private final class Bucket {
    private final ChunkWork work;
    private final BatchInserts.Writing writing;
    private final TraceTable traces = new TraceTable(request.profile());
    private final ExcludedTraces excluded = new ExcludedTraces();
    private ObservationBatch all;
    private int[] traceRows = new int[0];

    Bucket(ChunkWork work, BatchInserts.Writing writing) {
      this.work = work;
      this.writing = writing;
    }

    void run(Rows rows) throws IOException {
      Newest newestTraces = Newest.of(rows.traces(), List.of());
      newestTraces.forEach(rows.traces(), (block, row) -> traces.add(block, row, row + 1));
      work.counts().traces(traces.size());
      if (request.datasetRuns() == BackfillRequest.DatasetRuns.LEFT_OUT) {
        Newest items = Newest.of(rows.datasetRunItems(), rows.moved());
        items.forEach(rows.datasetRunItems(), (block, row) -> excluded.add(block, row, row + 1));
      }
      Newest observations = Newest.of(rows.observations(), rows.moved());
      Newest.Counts counts = observations.forEach(rows.observations(), this::add);
      work.read(counts.rows());
      progress.count("rows_read", counts.rows());
      work.counts().superseded(counts.superseded());
      work.counts().deleted(counts.deleted());
      if (all != null) {
        write();
      }
    }

    private void add(NativeBlock block, int row) {
      if (all == null) {
        // The last column is the key, which has served its purpose.
        List<String> types = block.columns().stream().map(column -> column.type()).toList();
        int columns = types.size() - 1;
        all = new ObservationBatch(block.names().subList(0, columns), types.subList(0, columns));
      }
      if (traceRows.length < block.rows()) {
        traceRows = new int[block.rows()];
      }
      traceRows[row] =
          traces.find(
              (StringColumn) block.column("project_id"),
              (StringColumn) block.column("trace_id"),
              row);
      all.append(block.columns(), row, row + 1, traceRows);
    }

    private void write() throws IOException {
      FixedColumn positions = (FixedColumn) all.column(Versions.POSITION);
      FixedColumn starts = (FixedColumn) all.column("start_time");
      Integer[] order = new Integer[all.rows()];
      Arrays.setAll(order, row -> row);
      Arrays.sort(
          order,
          Comparator.<Integer>comparingInt(row -> FileRows.month(starts.longAt(row)))
              .thenComparingLong(positions::longAt));
      ObservationBatch batch = all.emptyCopy();
      long bytes = 0;
      int month = 0;
      for (int row : order) {
        if (!isEvent(row)) {
          continue;
        }
        int next = FileRows.month(starts.longAt(row));
        if (next != month) {
          flush(batch);
          bytes = 0;
          month = next;
          work.goTo(String.valueOf(month));
        }
        batch.append(all, row, row + 1);
        bytes +=
            ROW_BYTES
                + all.texts("input").bytes(row, row + 1)
                + all.texts("output").bytes(row, row + 1);
        if (batch.rows() >= writing.batchRows() || bytes >= request.sizes().batchBytes()) {
          flush(batch);
          bytes = 0;
        }
      }
      flush(batch);
    }

    private boolean isEvent(int row) throws IOException {
      if (all.texts("id").isEmpty(row)) {
        work.rejects()
            .add("empty-id", "The observation has no id.", all.names(), all.columns(), row);
        return false;
      }
      if (excluded.contains(all.texts("project_id"), all.texts("trace_id"), row)) {
        work.counts().leftOut(1);
        return false;
      }
      return true;
    }

    private void flush(ObservationBatch batch) throws IOException {
      if (batch.rows() > 0) {
        work.counts().withoutTrace(batch);
        writing.write(batch, traces);
        batch.clear();
      }
    }
  }
}
