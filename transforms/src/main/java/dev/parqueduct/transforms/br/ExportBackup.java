package dev.parqueduct.transforms.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupExport;
import dev.parqueduct.io.br.BackupRequest;
import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.BackupUnitExport;
import dev.parqueduct.io.br.MergedUnitExport;
import dev.parqueduct.io.br.UnitPlanning;
import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.rawkv.KvRequest;
import dev.parqueduct.io.rawkv.KvUnitExport;
import dev.parqueduct.transforms.export.ExportUnits;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Exports a backup, or only verifies it: plan the units, export each. */
public final class ExportBackup extends PTransform<PBegin, PCollection<UnitEntry>> {
  private final UnitPlanning request;
  private final UnitExport<BackupUnit> export;
  private final FileSettings files;

  private ExportBackup(UnitPlanning request, UnitExport<BackupUnit> export, FileSettings files) {
    this.request = requireNonNull(request, "request");
    this.export = requireNonNull(export, "export");
    this.files = requireNonNull(files, "files");
  }

  /** Exports tables of TiDB, of one backup or merged from several. */
  public static ExportBackup of(BackupRequest request, FileSettings files) {
    BackupExport export = request.export();
    return new ExportBackup(
        request,
        export.merges() ? new MergedUnitExport(export) : new BackupUnitExport(export),
        files);
  }

  /** Exports entries of RawKV or TxnKV. */
  public static ExportBackup of(KvRequest request, FileSettings files) {
    return new ExportBackup(request, new KvUnitExport(request.export()), files);
  }

  @Override
  public PCollection<UnitEntry> expand(PBegin begin) {
    ExportUnits<BackupUnit> units = ExportUnits.of(export, request.output(), files);
    return begin
        .apply("Plan", PlanBackup.of(request))
        .apply(
            "ExportUnits",
            request.scope() == UnitPlanning.Scope.VERIFY ? units.verifyOnly() : units);
  }
}
