package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.BucketBackfills;
import dev.parqueduct.io.clickhouse.events.files.BucketBackfill;
import dev.parqueduct.io.clickhouse.events.files.FileTask;
import dev.parqueduct.io.clickhouse.events.files.FilesPlan;
import dev.parqueduct.io.clickhouse.events.files.MovedRows;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.export.SpreadUnits;
import dev.parqueduct.transforms.export.TryUnits;
import dev.parqueduct.transforms.export.UnitMetrics;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads exported files and joins them by buckets of traces. The outputs are those of {@link
 * TryUnits}: buckets that are done, and those that were given up, which do not end the run.
 */
public final class BackfillFiles extends PTransform<PBegin, PCollectionTuple> {
  private static final TupleTag<FileTask> FILES = new TupleTag<>() {};
  private static final TupleTag<KV<Integer, byte[]>> BUCKETS = new TupleTag<>() {};

  // The inputs of the join.
  private static final TupleTag<byte[]> PENDING = new TupleTag<>() {};
  private static final TupleTag<byte[]> OBSERVATIONS = new TupleTag<>() {};
  private static final TupleTag<byte[]> TRACES = new TupleTag<>() {};
  private static final TupleTag<byte[]> DATASET_RUN_ITEMS = new TupleTag<>() {};
  private static final TupleTag<byte[]> MOVED = new TupleTag<>() {};

  private static final KvCoder<Integer, byte[]> MARKS =
      KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());

  private final BackfillRequest request;
  private final FilesPlan plan;

  private BackfillFiles(BackfillRequest request, FilesPlan plan) {
    this.request = requireNonNull(request, "request");
    this.plan = plan;
  }

  /** Plans on a worker: building the graph touches no network. */
  public static BackfillFiles onWorker(BackfillRequest request) {
    return new BackfillFiles(request, null);
  }

  /** Uses a plan. */
  public static BackfillFiles of(BackfillRequest request, FilesPlan plan) {
    return new BackfillFiles(request, requireNonNull(plan, "plan"));
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple planned = planned(begin);
    PCollectionTuple rows =
        planned
            .get(FILES)
            .apply("SpreadFiles", SpreadUnits.create())
            .apply(
                "ReadFiles",
                ParDo.of(new ReadExportFn(request.profile()))
                    .withOutputTags(
                        ReadExportFn.OBSERVATIONS,
                        TupleTagList.of(ReadExportFn.TRACES)
                            .and(ReadExportFn.DATASET_RUN_ITEMS)
                            .and(ReadExportFn.KEYS)));
    Coder<KV<Integer, byte[]>> blocks = blocks(begin.getPipeline());
    rows.getAll().values().forEach(of -> setCoder(of, blocks));
    PCollection<KV<Integer, byte[]>> moved =
        rows.get(ReadExportFn.KEYS)
            .apply("GroupKeys", GroupByKey.create())
            .apply("FindMovedRows", ParDo.of(new MovedFn()))
            .setCoder(blocks);
    PCollectionTuple results =
        KeyedPCollectionTuple.of(PENDING, planned.get(BUCKETS))
            .and(OBSERVATIONS, rows.get(ReadExportFn.OBSERVATIONS))
            .and(TRACES, rows.get(ReadExportFn.TRACES))
            .and(DATASET_RUN_ITEMS, rows.get(ReadExportFn.DATASET_RUN_ITEMS))
            .and(MOVED, moved)
            .apply("JoinByTrace", CoGroupByKey.create())
            .apply(
                "Backfill",
                ParDo.of(new BucketFn(request))
                    .withOutputTags(TryUnits.DONE, TupleTagList.of(TryUnits.FAILED)));
    results
        .get(TryUnits.DONE)
        .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), UnitEntry.class));
    results
        .get(TryUnits.FAILED)
        .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), UnitFailure.class));
    return results;
  }

  /** Blocks of rows are large; where they need not leave the process they are not copied. */
  private static Coder<KV<Integer, byte[]>> blocks(Pipeline pipeline) {
    return KvCoder.of(VarIntCoder.of(), ReferenceCoder.orElse(pipeline, ByteArrayCoder.of()));
  }

  @SuppressWarnings("unchecked")
  private static void setCoder(PCollection<?> rows, Coder<KV<Integer, byte[]>> blocks) {
    var unused = ((PCollection<KV<Integer, byte[]>>) rows).setCoder(blocks);
  }

  private PCollectionTuple planned(PBegin begin) {
    SerializableCoder<FileTask> files = SerializableCoder.of(FileTask.class);
    if (plan != null) {
      return PCollectionTuple.of(
              FILES, begin.apply("Files", Create.of(plan.tasks()).withCoder(files)))
          .and(
              BUCKETS,
              begin.apply(
                  "Buckets",
                  Create.of(
                          plan.pending().stream()
                              .map(bucket -> KV.of(bucket, new byte[0]))
                              .toList())
                      .withCoder(MARKS)));
    }
    PCollectionTuple planned =
        begin
            .apply(
                "Request",
                Create.of(request).withCoder(SerializableCoder.of(BackfillRequest.class)))
            .apply("Plan", ParDo.of(new PlanFn()).withOutputTags(FILES, TupleTagList.of(BUCKETS)));
    planned.get(FILES).setCoder(files);
    planned.get(BUCKETS).setCoder(MARKS);
    return planned;
  }

  static final class PlanFn extends DoFn<BackfillRequest, FileTask> {
    @ProcessElement
    public void process(@Element BackfillRequest request, MultiOutputReceiver out)
        throws IOException {
      FilesPlan plan = FilesPlan.of(request, BackfillPlan.client(request), ObjectStore.create());
      plan.tasks().forEach(out.get(FILES)::output);
      plan.pending().forEach(bucket -> out.get(BUCKETS).output(KV.of(bucket, new byte[0])));
    }
  }

  static final class MovedFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<byte[]>> keys, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      MovedRows.find(keys.getValue(), (bucket, block) -> out.output(KV.of(bucket, block)));
    }
  }

  static final class BucketFn extends DoFn<KV<Integer, CoGbkResult>, UnitEntry> {
    private final BackfillRequest request;
    private transient BucketBackfill backfill;

    BucketFn(BackfillRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(@Element KV<Integer, CoGbkResult> bucket, MultiOutputReceiver out) {
      CoGbkResult rows = bucket.getValue();
      if (!rows.getAll(PENDING).iterator().hasNext()) {
        // Done by an earlier run; files are read with others in mind.
        return;
      }
      BackfillAttempt.run(
          "bucket " + bucket.getKey(),
          out,
          () -> {
            if (backfill == null) {
              backfill = BucketBackfills.of(request, ObjectStore.create(), new UnitMetrics());
            }
            return backfill.backfill(
                bucket.getKey(),
                new BucketBackfill.Rows(
                    rows.getAll(OBSERVATIONS),
                    rows.getAll(TRACES),
                    rows.getAll(DATASET_RUN_ITEMS),
                    rows.getAll(MOVED)));
          },
          () -> backfill = null);
    }
  }
}
