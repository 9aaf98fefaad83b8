package dev.parqueduct.io.clickhouse.events.pushdown;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress;
import dev.parqueduct.io.clickhouse.events.insert.ChunkWork;
import dev.parqueduct.io.clickhouse.events.insert.EventInserts;
import dev.parqueduct.io.clickhouse.events.insert.EventKey;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.EventTarget;
import dev.parqueduct.io.clickhouse.events.stream.StreamJoin;
import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.http.Summary;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the server join: a chunk is several {@code INSERT … SELECT}, each of a range of keys and of
 * one block, so that it is there in whole or not at all. A batch that the server does not take, be
 * it for a row or for want of memory, is streamed through here, where single rows can be rejected.
 */
public final class PushdownJoin {
  private static final Logger LOG = LoggerFactory.getLogger(PushdownJoin.class);
  private static final int SAMPLE = 8;

  private final BackfillRequest request;
  private final ObjectStore store;
  private final Ledger ledger;
  private final ServerClient client;
  private final EventTarget target;
  private final PushdownQueries queries;
  private final EventInserts inserts;
  private final StreamJoin stream;
  private final UnitProgress progress;

  /**
   * @param stream for what the server does not take
   */
  public PushdownJoin(
      BackfillRequest request,
      ObjectStore store,
      ServerClient client,
      EventTarget target,
      PushdownQueries queries,
      EventInserts inserts,
      StreamJoin stream,
      UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.client = requireNonNull(client, "client");
    this.target = requireNonNull(target, "target");
    this.queries = requireNonNull(queries, "queries");
    this.inserts = requireNonNull(inserts, "inserts");
    this.stream = requireNonNull(stream, "stream");
    this.progress = requireNonNull(progress, "progress");
    this.ledger = Ledger.of(request.output(), store);
  }

  /**
   * Makes and inserts the events of a chunk.
   *
   * @param done what earlier attempts have inserted of it
   */
  public void run(ChunkWork work, ChunkProgress done) throws IOException {
    long start = System.nanoTime();
    List<PushdownBatches.Batch> batches =
        PushdownBatches.of(client, queries, work, done.batchRows(), request.sizes().batchBytes());
    work.reading(System.nanoTime() - start);
    for (int number = 0; number < batches.size(); number++) {
      new OneBatch(work, done, batches.get(number), number).run();
    }
  }

  /** One batch. */
  private final class OneBatch {
    private final ChunkWork work;
    private final ChunkProgress done;
    private final PushdownBatches.Batch batch;
    private final int number;
    private final String unit;
    private final ChunkProgress streamed;

    OneBatch(ChunkWork work, ChunkProgress done, PushdownBatches.Batch batch, int number)
        throws IOException {
      this.work = work;
      this.done = done;
      this.batch = batch;
      this.number = number;
      this.unit = work.chunk().id() + "-p" + number;
      this.streamed =
          ChunkProgress.of(
              store,
              ledger,
              work.chunk().id(),
              "batches-p" + number + ".json",
              request.sizes().batchRows());
    }

    void run() throws IOException {
      boolean recorded = done.earlier(number).isPresent();
      if (recorded) {
        done.checkSame(
            work.chunk().id(), number, Math.toIntExact(batch.rows()), batch.fingerprint());
      }
      if (streamed.isResumed() || batch.withoutId() > 0) {
        stream();
      } else if (recorded) {
        progress.count("batches_resumed", 1);
        count(batch.events());
      } else {
        insert();
      }
      if (!recorded && request.isReal()) {
        done.add(
            new ChunkProgress.Batch(Math.toIntExact(batch.rows()), batch.fingerprint(), List.of()));
      }
    }

    private void count(long events) {
      work.read(events + batch.leftOut());
      progress.count("rows_read", events + batch.leftOut());
      work.counts().leftOut(batch.leftOut());
      if (events > 0) {
        work.counts().written(events);
      }
    }

    private void insert() throws IOException {
      if (batch.events() == 0) {
        count(0);
        return;
      }
      long start = System.nanoTime();
      try {
        long written = written();
        progress.count("rows_written", written);
        progress.count("batches_inserted", 1);
        count(written);
      } catch (ServerException e) {
        if (e.kind() != ErrorKind.DATA && e.kind() != ErrorKind.MEMORY) {
          throw e;
        }
        if (request.isReal() && isThere()) {
          // Of an earlier attempt whose answer was lost.
          count(batch.events());
          return;
        }
        LOG.warn(
            "Batch {} of chunk {} is not taken as a query ({}); it is streamed instead",
            number,
            work.chunk().id(),
            e.getMessage());
        progress.count("batches_streamed", 1);
        stream();
      } finally {
        work.inserted(System.nanoTime() - start);
      }
    }

    private long written() throws IOException {
      Chunk chunk = work.chunk();
      String events = queries.events(chunk, batch);
      if (!request.isReal()) {
        Summary unused =
            client.execute(
                Query.of("join a batch of chunk " + chunk.id(), events + " FORMAT Null")
                    .with(queries.settings(work.attempt())));
        return batch.events();
      }
      if (done.isUncertain(number) && isThere()) {
        return batch.events();
      }
      long written =
          inserts
              .insertSelect(
                  new EventInserts.Place(work.table(), queries.targets(), work.partition()),
                  events,
                  queries.settings(work.attempt()),
                  new EventInserts.Identity(token(), done.mayBeKnown(number), this::sample))
              .writtenRows();
      if (target.views().isEmpty() && written != batch.events()) {
        LOG.warn(
            "Batch {} of chunk {} had {} rows when it was planned, and {} when it was inserted",
            number,
            chunk.id(),
            batch.events(),
            written);
        return written;
      }
      // Rows of views count as written, too.
      return batch.events();
    }

    private String token() {
      return String.join("/", unit, batch.fingerprint());
    }

    private boolean isThere() throws IOException {
      inserts.end(token());
      return inserts.isThere(work.table(), sample());
    }

    private List<EventKey> sample() throws IOException {
      List<EventKey> keys = new ArrayList<>();
      for (List<String> row : client.texts(queries.sample(work.chunk(), batch, SAMPLE))) {
        keys.add(
            new EventKey(
                row.get(0),
                row.get(1),
                row.get(2),
                Long.parseLong(row.get(3)),
                Long.parseLong(row.get(4))));
      }
      return keys;
    }

    private void stream() throws IOException {
      if (request.isReal()) {
        streamed.begin();
      }
      stream.run(work, batch.range(), unit, streamed);
    }
  }
}
