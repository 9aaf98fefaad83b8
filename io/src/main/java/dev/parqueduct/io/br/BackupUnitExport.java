package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.sst.SstCursor;
import dev.parqueduct.io.tidb.RowException;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tikv.MvccCursor;
import dev.parqueduct.io.tikv.TikvDataException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Exports the rows of TiDB in a unit of a backup, and checks the unit's files while they pass. */
public final class BackupUnitExport implements UnitExport<BackupUnit> {
  private final BackupExport export;
  private transient ExportTables tables;
  private transient RowOptions options;

  public BackupUnitExport(BackupExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(BackupUnit unit) {
    return unit.id();
  }

  @Override
  public UnitOutcome export(BackupUnit unit, UnitOutput output) throws IOException {
    readSchemas(output);
    ReadLimiter limit = ReadLimiter.ofProcess(export.readLimit());
    try (UnitSsts ssts =
        new UnitSsts(export.access().ssts(output.store()), export.reader().create(), limit)) {
      SstCursor write =
          ssts.open(unit, ColumnFamily.WRITE)
              .orElseThrow(() -> new IllegalStateException("unit " + unit.id() + " has no writes"));
      Optional<SstCursor> values = ssts.open(unit, ColumnFamily.DEFAULT);
      RowRouter router = new RowRouter(tables, options, export.prefix(), unit, output);
      MvccCursor rows =
          new MvccCursor(write, values, unit.leading().name(), unit.leading().endVersion());
      TableSums sums = new TableSums(tables, unit);
      try {
        while (rows.next()) {
          sums.add(rows);
          router.accept(rows);
        }
      } catch (TikvDataException | RowException e) {
        // If a file is not the one that was backed up, that is what to tell.
        ssts.verifyDigests();
        throw e;
      }
      router.finish();
      ssts.verifyDigests();
      Map<String, Long> counters = new TreeMap<>(rows.counts().byName());
      router.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
      verifySums(unit, rows, counters);
      output.downloaded(ssts.downloadNanos());
      report(unit, ssts, counters, output);
      List<SourceEntry> sources =
          unit.files().stream().map(file -> new SourceEntry(file.name(), file.size())).toList();
      return new UnitOutcome(
          sources, List.of(), List.of(), router.balance(), counters, sums.byId());
    }
  }

  /** Once for each worker thread: schemas of many tables are too large to travel with units. */
  private void readSchemas(UnitOutput output) throws IOException {
    if (tables == null) {
      BackupMeta meta = export.access().readMeta(output.store());
      options = export.rowsOf(meta.header());
      tables = ExportTables.read(meta, export.selection());
    }
  }

  private static void verifySums(BackupUnit unit, MvccCursor rows, Map<String, Long> counters)
      throws IOException {
    // The sums of a file leave out what is superseded in it; only whole files can be compared.
    if (counters.containsKey("row_superseded")) {
      counters.merge("sst_sum_not_comparable", 1L, Long::sum);
      return;
    }
    for (BackupFile file : unit.files()) {
      boolean stated =
          UnitSsts.verifySum(
              file,
              file.family() == ColumnFamily.WRITE
                  ? rows.counts().writeSum()
                  : rows.counts().defaultSum());
      counters.merge(stated ? "sst_sum_verified" : "sst_sum_not_stated", 1L, Long::sum);
    }
  }

  private static void report(
      BackupUnit unit, UnitSsts ssts, Map<String, Long> counters, UnitOutput output) {
    counters.forEach((name, count) -> output.progress().count("event_" + name, count));
    output.progress().count("backup_files_read", unit.files().size());
    output.progress().count("bytes_read", ssts.downloadBytes());
  }
}
