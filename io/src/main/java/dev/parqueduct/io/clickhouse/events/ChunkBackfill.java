package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress;
import dev.parqueduct.io.clickhouse.events.insert.ChunkRejects;
import dev.parqueduct.io.clickhouse.events.insert.ChunkWork;
import dev.parqueduct.io.clickhouse.events.insert.Destination;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.Chunk.Kind;
import dev.parqueduct.io.clickhouse.events.pushdown.PushdownJoin;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.stream.KeyRange;
import dev.parqueduct.io.clickhouse.events.stream.StreamJoin;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Event;
import java.io.IOException;

/**
 * Backfills chunks, one after the other. What it holds in memory is what the join holds, and is
 * used again for the next.
 */
public final class ChunkBackfill {
  private final BackfillRequest request;
  private final ObjectStore store;
  private final Ledger ledger;
  private final UnitProgress progress;
  private final RetryWaits waits;
  private final Destination destination;
  private final StreamJoin stream;
  private final PushdownJoin pushdown;

  ChunkBackfill(
      BackfillRequest request,
      ObjectStore store,
      RetryWaits waits,
      Destination destination,
      StreamJoin stream,
      PushdownJoin pushdown,
      UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.waits = requireNonNull(waits, "waits");
    this.destination = requireNonNull(destination, "destination");
    this.stream = requireNonNull(stream, "stream");
    this.pushdown = requireNonNull(pushdown, "pushdown");
    this.progress = requireNonNull(progress, "progress");
    this.ledger = Ledger.of(request.output(), store);
  }

  /**
   * Backfills a chunk and records it as done. Failures of the server that may pass are waited out.
   */
  public UnitEntry backfill(Chunk chunk) throws IOException {
    RetryWaits.Attempts attempts = waits.start();
    while (true) {
      try (ChunkRejects rejects = new ChunkRejects(store, request, ledger, chunk.id())) {
        ChunkWork work =
            new ChunkWork(chunk, attempts.count(), destination.begin(chunk.id()), rejects);
        boolean done = false;
        try {
          UnitEntry entry = attempt(work);
          done = true;
          return entry;
        } finally {
          if (!done) {
            progress.count("rows_read", -work.rowsRead());
          }
        }
      } catch (ServerException e) {
        Event.of("unit_failed").with("unit", chunk.id()).with("reason", e.getMessage()).log();
        if (!e.kind().mayPass() || !attempts.await(e)) {
          throw e;
        }
        progress.count("units_retried", 1);
      }
    }
  }

  private UnitEntry attempt(ChunkWork work) throws IOException {
    long start = System.nanoTime();
    join(work);
    UnitEntry entry = work.counts().entry(work.chunk(), work.rejects());
    long end = System.nanoTime();
    if (request.isReal()) {
      destination.end(work.chunk().id(), entry.rows().written());
      ledger.commit(entry);
    }
    work.tell(progress, entry, end - start, System.nanoTime() - end);
    return entry;
  }

  private void join(ChunkWork work) throws IOException {
    ChunkProgress streamed = progress(work.chunk(), ChunkProgress.STREAM);
    ChunkProgress pushed = progress(work.chunk(), ChunkProgress.PUSHDOWN);
    boolean here =
        work.chunk().kind() == Kind.TRACES
            || (request.join() == Join.STREAM ? !pushed.isResumed() : streamed.isResumed());
    ChunkProgress done = here ? streamed : pushed;
    if (request.isReal()) {
      done.begin();
    }
    if (here) {
      stream.run(work, KeyRange.ALL, work.chunk().id(), done);
    } else {
      pushdown.run(work, done);
    }
  }

  private ChunkProgress progress(Chunk chunk, String name) throws IOException {
    return ChunkProgress.of(store, ledger, chunk.id(), name, request.sizes().batchRows());
  }
}
