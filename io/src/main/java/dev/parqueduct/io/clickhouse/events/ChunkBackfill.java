package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.Chunk.Kind;
import dev.parqueduct.io.clickhouse.http.NativeResult;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Event;
import java.io.IOException;
import java.util.List;

/**
 * Backfills chunks, one after the other: reads the traces that can matter, streams the observations
 * past them, looks up the traces of the rest, and inserts batches of events. What it holds in
 * memory is one block, two batches and the traces of one chunk, and is used again for the next.
 */
public final class ChunkBackfill {
  private final BackfillRequest request;
  private final ObjectStore store;
  private final Ledger ledger;
  private final ServerClient client;
  private final UnitProgress progress;
  private final RetryWaits waits;
  private final ChunkQueries queries;
  private final KeyOrder order;
  private final TraceTable traces;
  private final TraceTable lateTraces;
  private final ExcludedTraces excluded;
  private final BatchInserts inserts;
  private final List<String> columns;

  /**
   * @param source what is known of the tables
   */
  ChunkBackfill(
      BackfillRequest request,
      SourceTables source,
      ObjectStore store,
      ServerClient client,
      RetryWaits waits,
      MergePressure pressure,
      UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.client = requireNonNull(client, "client");
    this.waits = requireNonNull(waits, "waits");
    this.progress = requireNonNull(progress, "progress");
    this.ledger = Ledger.of(request.output(), store);
    this.columns = source.columns();
    this.queries =
        new ChunkQueries(request.tables(), request.profile(), columns, source.rowBytes());
    this.order = new KeyOrder(client);
    this.traces = new TraceTable(request.profile());
    this.lateTraces = new TraceTable(request.profile());
    this.excluded = new ExcludedTraces();
    this.inserts =
        new BatchInserts(
            request,
            new EventInserts(
                client,
                request.tables().events(),
                EventWriter.columns(request.profile(), columns),
                waits,
                pressure,
                progress),
            progress);
  }

  /**
   * Backfills a chunk and records it as done. Failures of the server that may pass are waited out.
   */
  public UnitEntry backfill(Chunk chunk) throws IOException {
    RetryWaits.Attempts attempts = waits.start();
    while (true) {
      ChunkAttempt attempt = new ChunkAttempt(chunk, attempts.count());
      boolean done = false;
      try {
        UnitEntry entry = attempt.run();
        done = true;
        return entry;
      } catch (ServerException e) {
        Event.of("unit_failed").with("unit", chunk.id()).with("reason", e.getMessage()).log();
        if (!e.kind().mayPass() || !attempts.await(e)) {
          throw e;
        }
        progress.count("units_retried", 1);
      } finally {
        if (!done) {
          progress.count("rows_read", -attempt.read);
        }
      }
    }
  }

  /** One attempt at one chunk. */
  private final class ChunkAttempt {
    private final Chunk chunk;
    private final int number;
    private final ChunkCounts counts = new ChunkCounts();
    private long read;
    private long readNanos;
    private BatchInserts.Writing writing;
    private ObservationBatch main;
    private ObservationBatch late;
    private int[] traceRows = new int[0];

    /** The first trace of a block of traces; -1 where rows are observations. */
    private int ownTraces = -1;

    ChunkAttempt(Chunk chunk, int number) {
      this.chunk = chunk;
      this.number = number;
    }

    UnitEntry run() throws IOException {
      long start = System.nanoTime();
      ChunkProgress done = ChunkProgress.of(store, ledger, chunk.id(), request.sizes().batchRows());
      if (request.isReal()) {
        done.begin();
      }
      loadTraces();
      try (ChunkRejects rejects = new ChunkRejects(store, request, ledger, chunk.id())) {
        writing = inserts.begin(chunk, done, rejects, counts);
        try (NativeResult rows = client.select(queries.rows(chunk, number, order))) {
          for (NativeBlock block = next(rows); block != null; block = next(rows)) {
            add(block, rejects);
          }
        }
        flushMain();
        flushLate();
        UnitEntry entry = counts.entry(chunk, rejects);
        long end = System.nanoTime();
        if (request.isReal()) {
          ledger.commit(entry);
        }
        stages(start, end);
        progress.count("rows_rejected", entry.rows().rejected());
        progress.count("rows_left_out", entry.rows().filtered());
        Event.of("unit_done")
            .with("unit", chunk.id())
            .with("rows_read", entry.rows().read())
            .with("rows_written", entry.rows().written())
            .log();
        return entry;
      }
    }

    private void stages(long start, long end) {
      progress.stage(Stage.DOWNLOAD, readNanos);
      progress.stage(Stage.UPLOAD, writing.insertNanos());
      progress.stage(Stage.CONVERT, end - start - readNanos - writing.insertNanos());
      progress.stage(Stage.LEDGER, System.nanoTime() - end);
    }

    private NativeBlock next(NativeResult rows) throws IOException {
      long start = System.nanoTime();
      NativeBlock block = rows.next();
      readNanos += System.nanoTime() - start;
      return block;
    }

    private void loadTraces() throws IOException {
      traces.clear();
      excluded.clear();
      if (chunk.kind() == Kind.OBSERVATIONS) {
        load(queries.traces(chunk, number), traces);
        counts.traces(traces.size());
      }
      if (request.datasetRuns() == BackfillRequest.DatasetRuns.LEFT_OUT) {
        try (NativeResult rows = client.select(queries.datasetRuns(chunk, number))) {
          for (NativeBlock block = next(rows); block != null; block = next(rows)) {
            excluded.add(block);
          }
        }
      }
    }

    private void load(Query query, TraceTable table) throws IOException {
      try (NativeResult rows = client.select(query)) {
        for (NativeBlock block = next(rows); block != null; block = next(rows)) {
          table.add(block);
        }
      }
    }

    /** Sends each row its way, in runs of rows that go the same. */
    private void add(NativeBlock block, ChunkRejects rejects) throws IOException {
      if (main == null) {
        main = new ObservationBatch(block.names(), types(block));
        late = new ObservationBatch(block.names(), types(block));
      }
      read += block.rows();
      counts.read(block.rows());
      progress.count("rows_read", block.rows());
      BlockRows rows = new BlockRows(block, request.sizes(), writing.batchRows());
      traceRows = rows.room(traceRows);
      ownTraces = chunk.kind() == Kind.TRACES ? traces.addOwn(block) : -1;
      int from = 0;
      Way way = null;
      for (int row = 0; row < block.rows(); row++) {
        Way next = way(rows, row, rejects, block);
        if (next != way) {
          append(way, block, from, row);
          from = row;
          way = next;
        }
        if (isFull(way, rows, row, row - from + 1)) {
          append(way, block, from, row + 1);
          from = row + 1;
          flush(way);
        }
      }
      append(way, block, from, block.rows());
    }

    private Way way(BlockRows rows, int row, ChunkRejects rejects, NativeBlock block)
        throws IOException {
      if (rows.ids().isEmpty(row)) {
        rejects.add("empty-id", "The observation has no id.", block.names(), block.columns(), row);
        return Way.NOWHERE;
      }
      if (excluded.contains(rows.projects(), rows.traceIds(), row)) {
        counts.leftOut();
        return Way.NOWHERE;
      }
      if (ownTraces >= 0) {
        traceRows[row] = ownTraces + row;
        return Way.MAIN;
      }
      traceRows[row] = traces.find(rows.projects(), rows.traceIds(), row);
      return traceRows[row] < 0 && !rows.traceIds().isEmpty(row) ? Way.LATE : Way.MAIN;
    }

    private void append(Way way, NativeBlock block, int from, int to) {
      if (way == Way.MAIN && from < to) {
        main.append(block.columns(), from, to, traceRows);
      } else if (way == Way.LATE && from < to) {
        late.append(block.columns(), from, to, traceRows);
      }
    }

    private boolean isFull(Way way, BlockRows rows, int row, int pending) {
      return switch (way) {
        case MAIN -> rows.fills(0, row, main.rows() + pending, writing.weights());
        case LATE -> rows.fills(1, row, late.rows() + pending, writing.weights());
        case NOWHERE -> false;
      };
    }

    private void flush(Way way) throws IOException {
      if (way == Way.MAIN) {
        flushMain();
      } else {
        flushLate();
      }
    }

    private void flushMain() throws IOException {
      if (main != null && main.rows() > 0) {
        counts.withoutTrace(main);
        writing.write(main, traces);
        main.clear();
      }
    }

    private void flushLate() throws IOException {
      if (late == null || late.rows() == 0) {
        return;
      }
      List<String> ids = LateTraces.ids(late);
      lateTraces.clear();
      load(queries.lateTraces(chunk, ids, number), lateTraces);
      StringColumn projects = late.texts("project_id");
      StringColumn traceIds = late.texts("trace_id");
      for (int row = 0; row < late.rows(); row++) {
        late.setTrace(row, lateTraces.find(projects, traceIds, row));
      }
      counts.lookedUp(ids.size(), lateTraces.size());
      counts.withoutTrace(late);
      writing.write(late, lateTraces);
      late.clear();
    }
  }

  /** Where a row goes. */
  private enum Way {
    MAIN,
    LATE,
    NOWHERE
  }

  private static List<String> types(NativeBlock block) {
    return block.columns().stream().map(column -> column.type()).toList();
  }
}
