package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.ChunkProgress.Batch;
import dev.parqueduct.io.clickhouse.events.ChunkProgress.Refused;
import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes events of batches, and sees to it that each is inserted once. */
final class BatchInserts {
  private final BackfillRequest request;
  private final EventInserts inserts;
  private final EventWriter writer;
  private final UnitProgress progress;
  private final NativeOutput block;

  BatchInserts(BackfillRequest request, EventInserts inserts, UnitProgress progress) {
    this.request = requireNonNull(request, "request");
    this.inserts = requireNonNull(inserts, "inserts");
    this.progress = requireNonNull(progress, "progress");
    this.writer = new EventWriter(request.profile());
    this.block = request.isReal() ? new NativeOutput() : NativeOutput.discarding();
  }

  /** Begins the batches of a chunk. */
  Writing begin(Chunk chunk, ChunkProgress done, ChunkRejects rejects, ChunkCounts counts) {
    return new Writing(chunk, done, rejects, counts);
  }

  /** The batches of a chunk, in their order. */
  final class Writing {
    private final Chunk chunk;
    private final ChunkProgress done;
    private final ChunkRejects rejects;
    private final ChunkCounts counts;
    private final long[] weights = new long[2];
    private int number;
    private long nanos;

    private Writing(Chunk chunk, ChunkProgress done, ChunkRejects rejects, ChunkCounts counts) {
      this.chunk = chunk;
      this.done = done;
      this.rejects = rejects;
      this.counts = counts;
    }

    int batchRows() {
      return done.batchRows();
    }

    long[] weights() {
      return weights;
    }

    long insertNanos() {
      return nanos;
    }

    /** Inserts a batch, unless an earlier attempt has done it. */
    void write(ObservationBatch batch, TraceTable traces) throws IOException {
      writer.write(batch, traces, block);
      progress.count("bytes_written", request.isReal() ? block.length() : block.rawBytes());
      String fingerprint = block.fingerprint();
      Optional<Batch> earlier = done.earlier(number);
      List<Refused> refused;
      if (earlier.isPresent()) {
        checkSame(earlier.get(), batch, fingerprint);
        refused = earlier.get().refused();
        progress.count("batches_resumed", 1);
      } else {
        long start = System.nanoTime();
        refused = insert(batch, traces, fingerprint);
        nanos += System.nanoTime() - start;
        progress.count("rows_written", batch.rows() - refused.size());
        progress.count("batches_inserted", 1);
      }
      for (Refused row : refused) {
        rejects.add(RefusedRows.REASON, row.message(), batch.names(), batch.columns(), row.row());
      }
      counts.written(batch.rows() - refused.size());
      number++;
    }

    private List<Refused> insert(ObservationBatch batch, TraceTable traces, String fingerprint)
        throws IOException {
      List<Refused> refused = new ArrayList<>();
      if (!request.isReal()) {
        return refused;
      }
      if (!done.isUncertain(number) || !inserts.isThere(batch)) {
        insert(batch, traces, 0, fingerprint, refused);
      }
      done.add(new Batch(batch.rows(), fingerprint, refused));
      return refused;
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
            block,
            chunk.partition(),
            String.join(
                "/",
                chunk.id(),
                String.valueOf(number),
                offset + "-" + (offset + batch.rows()),
                fingerprint));
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

    private void checkSame(Batch earlier, ObservationBatch batch, String fingerprint) {
      if (earlier.rows() != batch.rows() || !earlier.fingerprint().equals(fingerprint)) {
        throw RunFailedException.failed(
            "Chunk "
                + chunk.id()
                + " was interrupted after "
                + (number + 1)
                + " or more of its batches were inserted, and its rows have changed since: batch "
                + number
                + " is not what it was. Delete "
                + done.path()
                + " to have the chunk inserted again: its events will be in the table twice until"
                + " merges drop the older ones.");
      }
    }
  }
}
