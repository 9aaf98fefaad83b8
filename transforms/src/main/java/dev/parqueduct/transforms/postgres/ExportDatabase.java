package dev.parqueduct.transforms.postgres;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.export.PgUnitExport;
import dev.parqueduct.transforms.export.SpreadUnits;
import dev.parqueduct.transforms.export.TryUnits;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Exports tables of a database: plan the units, export each. The outputs are those of {@link
 * TryUnits}, with the tables that could not be planned among what failed.
 */
public final class ExportDatabase extends PTransform<PBegin, PCollectionTuple> {
  private final PgRequest request;
  private final FileSettings files;

  private ExportDatabase(PgRequest request, FileSettings files) {
    this.request = requireNonNull(request, "request");
    this.files = requireNonNull(files, "files");
  }

  public static ExportDatabase of(PgRequest request, FileSettings files) {
    return new ExportDatabase(request, files);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple plan = begin.apply("Plan", PlanDatabase.of(request));
    PCollectionTuple results =
        plan.get(PlanDatabase.UNITS)
            .apply("SpreadUnits", SpreadUnits.create())
            .apply(
                "ExportUnits",
                TryUnits.of(
                    new PgUnitExport(request.export()),
                    request.output(),
                    files,
                    request.retries()));
    PCollection<UnitFailure> failures =
        PCollectionList.of(plan.get(PlanDatabase.PROBLEMS))
            .and(results.get(TryUnits.FAILED))
            .apply("Failures", Flatten.pCollections());
    return PCollectionTuple.of(TryUnits.DONE, results.get(TryUnits.DONE))
        .and(TryUnits.FAILED, failures);
  }
}
