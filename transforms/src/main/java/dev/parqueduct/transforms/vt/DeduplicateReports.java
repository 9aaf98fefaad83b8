package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.vt.BucketDeduplicator;
import dev.parqueduct.io.vt.RowBatch;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Keeps one row of every sha256, in the run and against what the output holds. Parallel by bucket;
 * a bucket needs 36 bytes of memory a row for its keys, and reads its batches twice.
 */
final class DeduplicateReports
    extends PTransform<PCollection<KV<Integer, RowBatch>>, PCollectionTuple> {
  /** Kept rows by unit. */
  static final TupleTag<KV<String, RowBatch>> KEPT = new TupleTag<>() {};

  /** How many rows were dropped, by unit. */
  static final TupleTag<KV<String, Long>> DROPPED = new TupleTag<>() {};

  private final FeedExport export;
  private final PCollectionView<List<String>> knownKeys;

  private DeduplicateReports(FeedExport export, PCollectionView<List<String>> knownKeys) {
    this.export = requireNonNull(export, "export");
    this.knownKeys = requireNonNull(knownKeys, "knownKeys");
  }

  /**
   * @param knownKeys full paths of the key files of all finished units
   */
  static DeduplicateReports of(FeedExport export, PCollectionView<List<String>> knownKeys) {
    return new DeduplicateReports(export, knownKeys);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RowBatch>> rows) {
    PCollectionTuple decided =
        rows.apply("GroupByBucket", GroupByKey.create())
            .apply(
                "KeepOne",
                ParDo.of(new KeepOneFn(export, knownKeys))
                    .withSideInputs(knownKeys)
                    .withOutputTags(KEPT, TupleTagList.of(DROPPED)));
    decided
        .get(KEPT)
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RowBatchCoder.in(rows.getPipeline())));
    decided.get(DROPPED).setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
    return decided;
  }

  static final class KeepOneFn extends DoFn<KV<Integer, Iterable<RowBatch>>, KV<String, RowBatch>> {
    private final FeedExport export;
    private final PCollectionView<List<String>> knownKeys;
    private final Counter duplicates = Metrics.counter("export-vt", "rows_duplicate");
    private transient ObjectStore store;

    KeepOneFn(FeedExport export, PCollectionView<List<String>> knownKeys) {
      this.export = export;
      this.knownKeys = knownKeys;
    }

    @Setup
    public void setup() {
      store = ObjectStore.create();
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      Iterable<RowBatch> batches = context.element().getValue();
      BucketDeduplicator bucket =
          new BucketDeduplicator(export.keep(), context.element().getKey(), export.buckets());
      for (RowBatch batch : batches) {
        bucket.add(batch);
      }
      bucket.decide();
      for (String keyFile : context.sideInput(knownKeys)) {
        bucket.dropKnown(store, keyFile);
      }
      Map<String, Long> dropped = new HashMap<>();
      for (RowBatch batch : batches) {
        Optional<RowBatch> kept = bucket.keep(batch);
        kept.ifPresent(some -> context.output(KEPT, KV.of(some.unit(), some)));
        long gone = (long) batch.rows() - kept.map(RowBatch::keptRows).orElse(0);
        dropped.merge(batch.unit(), gone, Long::sum);
      }
      dropped.forEach((unit, rows) -> context.output(DROPPED, KV.of(unit, rows)));
      duplicates.inc(dropped.values().stream().mapToLong(Long::longValue).sum());
    }
  }
}
