package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.tidb.RowException;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tikv.MergingCursor;
import dev.parqueduct.io.tikv.MergingCursor.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exports the latest rows of TiDB in a segment of a full backup and its incrementals: of each key
 * the newest version, and none if that is a deletion.
 *
 * <p>Every file is checked as {@link BackupUnitExport} does. What a file has outside of the segment
 * is another unit's and counts there.
 */
public final class MergedUnitExport implements UnitExport<BackupUnit> {
  private static final int DIGEST_DIGITS = 8;

  private final BackupExport export;
  private transient BackupChain chain;
  private transient ExportTables tables;
  private transient RowOptions options;

  public MergedUnitExport(BackupExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(BackupUnit unit) {
    return unit.id();
  }

  @Override
  public UnitOutcome export(BackupUnit unit, UnitOutput output) throws IOException {
    readSchemas(output.store());
    List<ScanRows> scans = scans(unit, output.store());
    List<Input> inputs = scans.stream().map(scan -> new Input(scan.from(), scan)).toList();
    try (MergingCursor rows = new MergingCursor(inputs)) {
      RowRouter router = new RowRouter(tables, options, export.prefix(), unit, output);
      try {
        while (rows.next()) {
          router.accept(rows);
          router.superseded(rows, rows.superseded());
        }
      } catch (RowException e) {
        // If a file is not the one that was backed up, that is what to tell.
        for (ScanRows scan : scans) {
          scan.verifyDigests();
        }
        throw e;
      }
      router.finish();
      return outcome(unit, scans, router, output);
    }
  }

  private List<ScanRows> scans(BackupUnit unit, ObjectStore store) throws IOException {
    ReadLimiter limit = ReadLimiter.ofProcess(export.readLimit());
    List<SstFiles> backups = new ArrayList<>();
    for (BackupChain.Link link : chain.links()) {
      backups.add(link.access().ssts(store));
    }
    List<ScanRows> scans = new ArrayList<>();
    for (BackupScan scan : unit.scans()) {
      scans.add(
          new ScanRows(
              scan,
              unit.range(),
              new UnitSsts(backups.get(scan.backup()), export.reader().create(), limit),
              chain.links().get(scan.backup()).access().storage().resolve(scan.leading().name())));
    }
    return scans;
  }

  private UnitOutcome outcome(
      BackupUnit unit, List<ScanRows> scans, RowRouter router, UnitOutput output) {
    Map<String, Long> counters = new TreeMap<>(router.counters());
    List<SourceEntry> sources = new ArrayList<>();
    long superseded = 0;
    for (ScanRows scan : scans) {
      scan.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
      superseded += scan.superseded();
      output.downloaded(scan.downloadNanos());
      output.progress().count("bytes_read", scan.downloadBytes());
    }
    for (BackupScan scan : unit.scans()) {
      BackupChain.Link link = chain.links().get(scan.backup());
      for (BackupFile file : scan.files()) {
        // Names are unique in a backup only, and where it lies is no matter.
        String backup = link.header().digest().substring(0, DIGEST_DIGITS);
        sources.add(new SourceEntry(backup + "/" + file.name(), file.size()));
      }
    }
    counters.forEach((name, count) -> output.progress().count("event_" + name, count));
    output.progress().count("backup_files_read", unit.files().size());
    output.progress().count("rows_read", superseded);
    Balance balance = router.balance().plus(new Balance(superseded, 0, 0, superseded, Map.of()));
    return new UnitOutcome(sources, List.of(), List.of(), balance, counters);
  }

  /** Once for each worker thread: schemas of many tables are too large to travel with units. */
  private void readSchemas(ObjectStore store) throws IOException {
    if (tables == null) {
      chain = BackupChain.read(export, store);
      options = export.rowsOf(chain.header());
      tables = ExportTables.read(chain.last(), export.selection());
    }
  }
}
