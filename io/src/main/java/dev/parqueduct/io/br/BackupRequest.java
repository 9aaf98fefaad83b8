package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be exported of a backup, and where to.
 *
 * @param output the output folder
 * @param shape what shapes the files, without the backup's identity
 * @param export how tables are exported
 * @param scope how much is read, and what becomes of it
 */
public record BackupRequest(String output, RunShape shape, BackupExport export, Scope scope)
    implements Serializable {
  /** How much of a backup is read, and what becomes of it. */
  public enum Scope {
    /** Rows that the ledger does not say are done go to files. */
    PENDING,
    /** All rows go to files, whatever the ledger says. */
    ALL,
    /** All entries are read and checked, and nothing is written. */
    VERIFY
  }

  public BackupRequest {
    requireNonNull(output, "output");
    requireNonNull(shape, "shape");
    requireNonNull(export, "export");
    requireNonNull(scope, "scope");
  }

  /**
   * What was planned.
   *
   * @param header of the backup
   * @param tables that are exported
   * @param files what is read of the backup, and what is not
   * @param shape of the output's files
   * @param done units that are finished
   * @param pending units to export
   */
  public record Work(
      BackupHeader header,
      ExportTables tables,
      BackupPlan files,
      RunShape shape,
      List<UnitEntry> done,
      List<BackupUnit> pending) {}

  /**
   * Reads the backupmeta and the ledger; writes nothing.
   *
   * @throws RunFailedException with exit code 2 when no table is selected, the backup is of another
   *     kind, or the output holds files of another shape
   */
  public Work plan(ObjectStore store) throws IOException {
    BackupMeta meta = export.access().readMeta(store);
    BackupHeader header = meta.header();
    if (header.rawKv() || header.txnKv()) {
      throw RunFailedException.usage(
          "The backup holds "
              + (header.rawKv() ? "RawKV" : "TxnKV")
              + " data, not tables of TiDB. Use export-rawkv.");
    }
    ExportTables tables = ExportTables.read(meta, export.selection());
    Coverage coverage = scope == Scope.VERIFY ? Coverage.ALL_ENTRIES : Coverage.RECORDS;
    BackupPlan files = BackupPlanner.ofTables(tables.physicalIds(), coverage).plan(meta);
    RunShape full = shapeOf(header);
    Ledger ledger = Ledger.of(output, store);
    List<UnitEntry> done = List.of();
    if (scope != Scope.VERIFY) {
      boolean begun = ledger.check(full);
      done = begun && scope == Scope.PENDING ? ledger.doneUnits() : List.of();
    }
    Set<String> doneIds = done.stream().map(UnitEntry::unit).collect(Collectors.toSet());
    List<BackupUnit> pending =
        files.units().stream().filter(unit -> !doneIds.contains(unit.id())).toList();
    return new Work(header, tables, files, full, done, pending);
  }

  /** The shape with the backup's identity. */
  private RunShape shapeOf(BackupHeader header) {
    Map<String, String> options = new TreeMap<>(shape.options());
    options.put("backup", header.digest());
    return new RunShape(shape.pipeline(), options);
  }
}
