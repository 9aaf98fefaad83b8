package dev.parqueduct.io.clickhouse.events.insert;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress.Batch;
import dev.parqueduct.io.clickhouse.events.insert.ChunkProgress.Refused;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes events of batches, and sees to it that each is inserted once. */
public final class BatchInserts {
  private final BackfillRequest request;
  private final EventInserts inserts;
  private final EventWriter writer;
  private final UnitProgress progress;
  private final NativeOutput block;

  public BatchInserts(BackfillRequest request, EventInserts inserts, UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.inserts = requireNonNull(inserts, "inserts");
    this.progress = requireNonNull(progress, "progress");
    this.writer = new EventWriter(request.profile());
    this.block = request.isReal() ? new NativeOutput() : NativeOutput.discarding();
  }

  /**
   * Begins the batches of a chunk, or of a piece of one.
   *
   * @param unit names what they are of, unlike any other
   */
  public Writing begin(ChunkWork work, String unit, ChunkProgress done) {
    return new Writing(work, unit, done);
  }

  /** The batches of a chunk, in their order. */
  public final class Writing {
    private final ChunkWork work;
    private final String unit;
    private final ChunkProgress done;
    private final long[] weights = new long[2];
    private int number;

    private Writing(ChunkWork work, String unit, ChunkProgress done) {
      this.work = work;
      this.unit = unit;
      this.done = done;
    }

    /** Rows that a batch has, but the last. */
    public int batchRows() {
      return done.batchRows();
    }

    /** About how many bytes are in the batches that are being filled, for who fills them. */
    public long[] weights() {
      return weights;
    }

    /** Inserts a batch, unless an earlier attempt has done it, or none is to be inserted. */
    public void write(ObservationBatch batch, TraceTable traces) throws IOException {
      writer.write(batch, traces, block);
      progress.count("bytes_written", request.isReal() ? block.length() : block.rawBytes());
      List<Refused> refused = List.of();
      if (request.isReal()) {
        refused = insertOnce(batch, traces);
      } else {
        countInserted(batch.rows());
      }
      for (Refused row : refused) {
        work.rejects()
            .add(RefusedRows.REASON, row.message(), batch.names(), batch.columns(), row.row());
      }
      work.counts().written(batch.rows() - refused.size());
      number++;
    }

    private List<Refused> insertOnce(ObservationBatch batch, TraceTable traces) throws IOException {
      String fingerprint = block.fingerprint();
      Optional<Batch> earlier = done.earlier(number);
      if (earlier.isPresent()) {
        done.checkSame(work.chunk().id(), number, batch.rows(), fingerprint);
        progress.count("batches_resumed", 1);
        return earlier.get().refused();
      }
      long start = System.nanoTime();
      List<Refused> refused = new ArrayList<>();
      if (!done.isUncertain(number) || !inserts.isThere(work.table(), EventKey.sample(batch))) {
        insert(batch, traces, 0, fingerprint, refused);
      }
      done.add(new Batch(batch.rows(), fingerprint, refused));
      work.inserted(System.nanoTime() - start);
      countInserted(batch.rows() - refused.size());
      return refused;
    }

    private void countInserted(long rows) {
      progress.count("rows_written", rows);
      progress.count("batches_inserted", 1);
    }

    /** Inserts a batch; when the server refuses a value, halves of it, down to the row. */
    private void insert(
        ObservationBatch batch,
        TraceTable traces,
        int offset,
        String fingerprint,
        List<Refused> refused)
        throws IOException {
      try {
        inserts.insert(
            new EventInserts.Place(
                work.table(),
                EventWriter.columns(request.profile(), batch.names()),
                work.partition()),
            block,
            new EventInserts.Identity(
                String.join(
                    "/",
                    unit,
                    String.valueOf(number),
                    offset + "-" + (offset + batch.rows()),
                    fingerprint),
                done.mayBeKnown(number),
                () -> EventKey.sample(batch)));
      } catch (ServerException e) {
        if (e.kind() != ErrorKind.DATA) {
          throw e;
        }
        if (batch.rows() == 1) {
          refused.add(new Refused(offset, e.getMessage()));
          return;
        }
        done.insertsParts();
        int half = batch.rows() / 2;
        insertPart(batch, traces, 0, half, offset, refused);
        insertPart(batch, traces, half, batch.rows(), offset + half, refused);
      }
    }

    private void insertPart(
        ObservationBatch batch,
        TraceTable traces,
        int from,
        int to,
        int offset,
        List<Refused> refused)
        throws IOException {
      ObservationBatch part = batch.emptyCopy();
      part.append(batch, from, to);
      writer.write(part, traces, block);
      insert(part, traces, offset, block.fingerprint(), refused);
    }
  }
}
