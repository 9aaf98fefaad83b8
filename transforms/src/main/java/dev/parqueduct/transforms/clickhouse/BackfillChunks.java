package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.ChunkBackfill;
import dev.parqueduct.io.clickhouse.events.ChunkBackfills;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.transforms.export.SpreadUnits;
import dev.parqueduct.transforms.export.TryUnits;
import dev.parqueduct.transforms.export.UnitMetrics;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Plans a backfill and does its chunks. The outputs are those of {@link TryUnits}: chunks that are
 * done, and those that were given up, which do not end the run.
 */
public final class BackfillChunks extends PTransform<PBegin, PCollectionTuple> {
  private final BackfillRequest request;
  private final BackfillPlan plan;

  private BackfillChunks(BackfillRequest request, BackfillPlan plan) {
    this.request = requireNonNull(request, "request");
    this.plan = plan;
  }

  /** Plans on a worker: building the graph touches no network. */
  public static BackfillChunks onWorker(BackfillRequest request) {
    return new BackfillChunks(request, null);
  }

  /** Uses a plan. */
  public static BackfillChunks of(BackfillRequest request, BackfillPlan plan) {
    return new BackfillChunks(request, requireNonNull(plan, "plan"));
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple results =
        chunks(begin)
            .apply("SpreadChunks", SpreadUnits.create())
            .apply(
                "Backfill",
                ParDo.of(new BackfillFn(request))
                    .withOutputTags(TryUnits.DONE, TupleTagList.of(TryUnits.FAILED)));
    results.get(TryUnits.DONE).setCoder(SerializableCoder.of(UnitEntry.class));
    results.get(TryUnits.FAILED).setCoder(SerializableCoder.of(UnitFailure.class));
    return results;
  }

  private PCollection<Chunk> chunks(PBegin begin) {
    SerializableCoder<Chunk> coder = SerializableCoder.of(Chunk.class);
    return plan != null
        ? begin.apply("Chunks", Create.of(plan.pending()).withCoder(coder))
        : begin
            .apply(
                "Request",
                Create.of(request).withCoder(SerializableCoder.of(BackfillRequest.class)))
            .apply("Plan", ParDo.of(new PlanFn()))
            .setCoder(coder);
  }

  static final class PlanFn extends DoFn<BackfillRequest, Chunk> {
    @ProcessElement
    public void process(@Element BackfillRequest request, OutputReceiver<Chunk> out)
        throws IOException {
      BackfillPlan.of(request, BackfillPlan.client(request), ObjectStore.create())
          .pending()
          .forEach(out::output);
    }
  }

  static final class BackfillFn extends DoFn<Chunk, UnitEntry> {
    private final BackfillRequest request;
    private transient ChunkBackfill backfill;

    BackfillFn(BackfillRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(@Element Chunk chunk, MultiOutputReceiver out) {
      BackfillAttempt.run(
          chunk.id(),
          out,
          () -> {
            if (backfill == null) {
              backfill = ChunkBackfills.of(request, ObjectStore.create(), new UnitMetrics());
            }
            return backfill.backfill(chunk);
          },
          () -> backfill = null);
    }
  }
}
