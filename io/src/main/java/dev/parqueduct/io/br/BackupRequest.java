package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.List;

/**
 * What is to be exported of a backup, and where to.
 *
 * @param output the output folder
 * @param shape what shapes the files, without the backup's identity
 * @param export how tables are exported
 * @param scope how much is read, and what becomes of it
 */
public record BackupRequest(String output, RunShape shape, BackupExport export, Scope scope)
    implements UnitPlanning {
  public BackupRequest {
    requireNonNull(output, "output");
    requireNonNull(shape, "shape");
    requireNonNull(export, "export");
    requireNonNull(scope, "scope");
  }

  /**
   * What was planned.
   *
   * @param header of the backup, or of what several amount to
   * @param tables that are exported
   * @param files what is read of the backup, and what is not
   * @param units what is done and what is not
   */
  public record TableWork(
      BackupHeader header, ExportTables tables, BackupPlan files, PendingUnits units)
      implements Work {
    @Override
    public RunShape shape() {
      return units.shape();
    }

    @Override
    public List<UnitEntry> done() {
      return units.done();
    }

    @Override
    public List<BackupUnit> pending() {
      return units.pending();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws RunFailedException with exit code 2 when no table is selected, a column has no place in
   *     the files, the backup is of another kind, backups cannot be merged, or the output holds
   *     files of another shape
   */
  @Override
  public TableWork plan(ObjectStore store) throws IOException {
    BackupChain chain = BackupChain.read(export, store);
    BackupHeader header = chain.header();
    ExportTables tables = ExportTables.read(chain.last(), export.selection());
    tables.requireExportable(export.rowsOf(header));
    Coverage coverage = scope == Scope.VERIFY ? Coverage.ALL_ENTRIES : Coverage.RECORDS;
    BackupPlan files =
        chain.isMerge()
            ? MergePlanner.plan(chain, tables, coverage)
            : BackupPlanner.ofTables(tables.physicalIds(), tables.entryIds(), coverage)
                .plan(chain.last());
    PendingUnits units = PendingUnits.of(header, files.units(), shape, this, store);
    return new TableWork(header, tables, files, units);
  }
}
