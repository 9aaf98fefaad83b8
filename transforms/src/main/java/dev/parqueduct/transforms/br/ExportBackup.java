package dev.parqueduct.transforms.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupRequest;
import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.BackupUnitExport;
import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.transforms.export.ExportUnits;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Exports the tables of a backup, or only verifies it: plan the units, export each. */
public final class ExportBackup extends PTransform<PBegin, PCollection<UnitEntry>> {
  private final BackupRequest request;
  private final FileSettings files;

  private ExportBackup(BackupRequest request, FileSettings files) {
    this.request = requireNonNull(request, "request");
    this.files = requireNonNull(files, "files");
  }

  public static ExportBackup of(BackupRequest request, FileSettings files) {
    return new ExportBackup(request, files);
  }

  @Override
  public PCollection<UnitEntry> expand(PBegin begin) {
    ExportUnits<BackupUnit> export =
        ExportUnits.of(new BackupUnitExport(request.export()), request.output(), files);
    return begin
        .apply("Plan", PlanBackup.of(request))
        .apply(
            "ExportUnits",
            request.scope() == BackupRequest.Scope.VERIFY ? export.verifyOnly() : export);
  }
}
