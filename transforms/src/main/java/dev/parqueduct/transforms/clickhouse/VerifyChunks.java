package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.BackfillFailure;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.RecordedPlans;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerdict;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerification;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerification.Sample;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Event;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.export.SpreadUnits;
import dev.parqueduct.transforms.export.TryUnits;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Compares the chunks of the partitions that are asked for with their events, once all are done:
 * those of this run, and those that were done before. Chunks that were given up are left aside.
 */
public final class VerifyChunks extends PTransform<PCollectionTuple, PCollection<ChunkVerdict>> {
  private final BackfillRequest request;

  private VerifyChunks(BackfillRequest request) {
    this.request = requireNonNull(request, "request");
  }

  public static VerifyChunks of(BackfillRequest request) {
    return new VerifyChunks(request);
  }

  @Override
  public PCollection<ChunkVerdict> expand(PCollectionTuple results) {
    return results
        .getPipeline()
        .apply("Request", Create.of(request).withCoder(SerializableCoder.of(BackfillRequest.class)))
        .apply("AfterAllChunks", Wait.on(results.get(TryUnits.DONE)))
        .apply("ListChunks", ParDo.of(new ListFn()))
        .setCoder(SerializableCoder.of(Task.class))
        .apply("SpreadChunks", SpreadUnits.create())
        .apply("Verify", ParDo.of(new VerifyFn(request)))
        .setCoder(ReferenceCoder.orSerialized(results.getPipeline(), ChunkVerdict.class));
  }

  /** A chunk to compare. */
  private record Task(Chunk chunk, Sample sample) implements Serializable {}

  static final class ListFn extends DoFn<BackfillRequest, Task> {
    /** Rows of the sample. */
    private static final int SAMPLE = 3;

    @ProcessElement
    public void process(@Element BackfillRequest request, OutputReceiver<Task> out)
        throws IOException {
      List<Chunk> chunks = RecordedPlans.chunks(request, ObjectStore.create());
      List<Chunk> full = new ArrayList<>(chunks);
      full.removeIf(chunk -> chunk.rows() == 0);
      List<Chunk> sampled = new ArrayList<>();
      for (int i = 0; i < Math.min(SAMPLE, full.size()); i++) {
        sampled.add(full.get((int) ((long) i * full.size() / SAMPLE)));
      }
      for (Chunk chunk : chunks) {
        out.output(new Task(chunk, sampled.contains(chunk) ? Sample.ONE_ROW : Sample.NONE));
      }
    }
  }

  static final class VerifyFn extends DoFn<Task, ChunkVerdict> {
    private final BackfillRequest request;
    private final Counter verified = Metrics.counter("export", "chunks_verified");
    private final Counter unequal = Metrics.counter("export", "chunks_unequal");
    private final Counter millis = Metrics.counter("export", "verify_millis");
    private transient ChunkVerification verification;

    VerifyFn(BackfillRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(@Element Task task, OutputReceiver<ChunkVerdict> out) throws IOException {
      long start = System.nanoTime();
      ObjectStore store = ObjectStore.create();
      Ledger ledger = Ledger.of(request.output(), store);
      String id = task.chunk().id();
      if (!ledger.isRecorded(id)) {
        return;
      }
      try {
        if (verification == null) {
          verification = ChunkVerification.of(request, store);
        }
        ChunkVerdict verdict = verification.verify(task.chunk(), ledger.entry(id), task.sample());
        Event.of("chunk_verified")
            .with("unit", id)
            .with("equal", String.valueOf(verdict.isEqual()))
            .with("source_rows", verdict.sourceRows())
            .with("event_rows", verdict.eventRows())
            .with("source_checksum", verdict.sourceChecksum())
            .with("event_checksum", verdict.eventChecksum())
            .log();
        out.output(verdict);
        verified.inc();
        unequal.inc(verdict.isEqual() ? 0 : 1);
      } catch (ServerException e) {
        throw RunFailedException.failed(
            "Chunk " + id + " cannot be verified: " + BackfillFailure.line(e));
      } finally {
        millis.inc((System.nanoTime() - start) / 1_000_000);
      }
    }
  }
}
