package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.transforms.classify.EnrichClassification;
import dev.parqueduct.transforms.export.ExportUnits;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * From planned packages to finished units: read the reports, keep one a file, write each unit's
 * rows.
 *
 * <p>Rows pass two shuffles, as batches: by bucket of their sha256 for the deduplication, by unit
 * for the writing. What is kept depends on the packages and the output alone.
 */
public final class ExportFeed extends PTransform<PCollectionTuple, PCollection<UnitEntry>> {
  private final FeedExport export;
  private final Optional<Classification> classification;

  /** How rows are classified on their way. */
  private record Classification(LookupSettings settings, Store.Access access)
      implements Serializable {}

  private ExportFeed(FeedExport export, Optional<Classification> classification) {
    this.export = requireNonNull(export, "export");
    this.classification = classification;
  }

  /** The input holds {@link PlanFeed#TASKS} and {@link PlanFeed#KNOWN_KEYS}. */
  public static ExportFeed of(FeedExport export) {
    return new ExportFeed(export, Optional.empty());
  }

  /** Looks up the classification of the rows that are kept. */
  public ExportFeed classifying(LookupSettings settings, Store.Access access) {
    return new ExportFeed(export, Optional.of(new Classification(settings, access)));
  }

  @Override
  public PCollection<UnitEntry> expand(PCollectionTuple plan) {
    PCollectionView<List<String>> knownKeys =
        plan.get(PlanFeed.KNOWN_KEYS).apply("KnownKeys", View.asList());
    PCollectionTuple read = plan.get(PlanFeed.TASKS).apply("ReadReports", ReadReports.of(export));
    PCollectionTuple decided =
        read.get(ReadReports.ROWS)
            .apply("DeduplicateReports", DeduplicateReports.of(export, knownKeys));
    PCollection<KV<String, CoGbkResult>> units =
        KeyedPCollectionTuple.of(FeedUnitExport.RESULTS, read.get(ReadReports.RESULTS))
            .and(FeedUnitExport.ROWS, classified(decided.get(DeduplicateReports.KEPT)))
            .and(FeedUnitExport.DROPPED, decided.get(DeduplicateReports.DROPPED))
            .apply("GroupByUnit", CoGroupByKey.create());
    return units.apply(
        "WriteUnits", ExportUnits.of(new FeedUnitExport(export), export.output(), export.files()));
  }

  private PCollection<KV<String, RowBatch>> classified(PCollection<KV<String, RowBatch>> kept) {
    return classification.isEmpty()
        ? kept
        : kept.apply(
            "Classify",
            EnrichClassification.of(
                    classification.get().settings(),
                    classification.get().access(),
                    new ClassifyReports(),
                    kept.getCoder())
                .ofBatches());
  }
}
