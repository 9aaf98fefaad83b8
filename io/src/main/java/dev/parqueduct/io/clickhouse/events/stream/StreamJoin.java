package dev.parqueduct.io.clickhouse.events.stream;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.BatchInserts;
import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress;
import dev.parqueduct.io.clickhouse.events.insert.ChunkWork;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.Chunk.Kind;
import dev.parqueduct.io.clickhouse.events.rules.ExcludedTraces;
import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.http.NativeResult;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.util.List;

/**
 * Joins here: reads the traces that can matter to a chunk, streams the observations past them,
 * looks up the traces of the rest, and inserts batches of events. What it holds in memory is one
 * block, two batches and the traces of one chunk, and is used again for the next.
 */
public final class StreamJoin {
  private final BackfillRequest request;
  private final ServerClient client;
  private final ChunkQueries queries;
  private final KeyOrder order;
  private final BatchInserts inserts;
  private final UnitProgress progress;
  private final TraceTable traces;
  private final TraceTable lateTraces;
  private final ExcludedTraces excluded = new ExcludedTraces();

  public StreamJoin(
      BackfillRequest request,
      ServerClient client,
      ChunkQueries queries,
      BatchInserts inserts,
      UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.client = requireNonNull(client, "client");
    this.queries = requireNonNull(queries, "queries");
    this.order = new KeyOrder(client);
    this.inserts = requireNonNull(inserts, "inserts");
    this.progress = requireNonNull(progress, "progress");
    this.traces = new TraceTable(request.profile());
    this.lateTraces = new TraceTable(request.profile());
  }

  /**
   * Makes and inserts the events of a chunk, or of a piece of it.
   *
   * @param unit names the piece, unlike any other
   * @param done what earlier attempts have inserted of it
   */
  public void run(ChunkWork work, KeyRange range, String unit, ChunkProgress done)
      throws IOException {
    new Run(work, range, inserts.begin(work, unit, done)).run();
  }

  /** One piece. */
  private final class Run {
    private final ChunkWork work;
    private final Chunk chunk;
    private final KeyRange range;
    private final BatchInserts.Writing writing;
    private ObservationBatch main;
    private ObservationBatch late;
    private int[] traceRows = new int[0];

    /** The first trace of a block of traces; -1 where rows are observations. */
    private int ownTraces = -1;

    Run(ChunkWork work, KeyRange range, BatchInserts.Writing writing) {
      this.work = work;
      this.chunk = work.chunk();
      this.range = range;
      this.writing = writing;
    }

    void run() throws IOException {
      loadTraces();
      try (NativeResult rows = client.select(queries.rows(chunk, range, work.attempt(), order))) {
        for (NativeBlock block = next(rows); block != null; block = next(rows)) {
          add(block);
        }
      }
      flushMain();
      flushLate();
    }

    private NativeBlock next(NativeResult rows) throws IOException {
      long start = System.nanoTime();
      NativeBlock block = rows.next();
      work.reading(System.nanoTime() - start);
      return block;
    }

    private void loadTraces() throws IOException {
      traces.clear();
      excluded.clear();
      if (chunk.kind() == Kind.OBSERVATIONS) {
        load(queries.traces(chunk, work.attempt()), traces);
        work.counts().traces(traces.size());
      }
      if (request.datasetRuns() == BackfillRequest.DatasetRuns.LEFT_OUT) {
        try (NativeResult rows = client.select(queries.datasetRuns(chunk, work.attempt()))) {
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
    private void add(NativeBlock block) throws IOException {
      if (main == null) {
        main = new ObservationBatch(block.names(), types(block));
        late = new ObservationBatch(block.names(), types(block));
      }
      work.read(block.rows());
      progress.count("rows_read", block.rows());
      BlockRows rows = new BlockRows(block, request.sizes(), writing.batchRows());
      traceRows = rows.room(traceRows);
      ownTraces = chunk.kind() == Kind.TRACES ? traces.addOwn(block) : -1;
      int from = 0;
      Way way = null;
      for (int row = 0; row < block.rows(); row++) {
        Way next = way(rows, row, block);
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

    private Way way(BlockRows rows, int row, NativeBlock block) throws IOException {
      if (rows.ids().isEmpty(row)) {
        work.rejects()
            .add("empty-id", "The observation has no id.", block.names(), block.columns(), row);
        return Way.NOWHERE;
      }
      if (excluded.contains(rows.projects(), rows.traceIds(), row)) {
        work.counts().leftOut(1);
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
        work.counts().withoutTrace(main);
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
      load(queries.lateTraces(chunk, ids, work.attempt()), lateTraces);
      StringColumn projects = late.texts("project_id");
      StringColumn traceIds = late.texts("trace_id");
      for (int row = 0; row < late.rows(); row++) {
        late.setTrace(row, lateTraces.find(projects, traceIds, row));
      }
      work.counts().lookedUp(ids.size(), lateTraces.size());
      work.counts().withoutTrace(late);
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
