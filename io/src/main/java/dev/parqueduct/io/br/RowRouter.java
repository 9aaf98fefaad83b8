package dev.parqueduct.io.br;

import dev.parqueduct.io.export.RowsRead;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.tidb.RecordKey;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tidb.TableRows;
import dev.parqueduct.io.tikv.VersionCursor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes each row of a unit to the files of its table, by the id in the row's own key: an SST may
 * span tables, and the rows of a partition carry the partition's id. Ids ascend in an SST, so one
 * file is open at a time.
 */
final class RowRouter {
  private final ExportTables tables;
  private final RowOptions options;
  private final String prefix;
  private final BackupUnit unit;
  private final UnitOutput output;
  private final RowsRead read;
  private final Map<String, Long> counters = new TreeMap<>();

  private long currentId;
  private boolean begun;
  private Optional<TableRows> rows = Optional.empty();
  private UnitFiles files;
  private String notExported = "";

  private long duplicates;
  private long filtered;

  RowRouter(
      ExportTables tables, RowOptions options, String prefix, BackupUnit unit, UnitOutput output) {
    this.tables = tables;
    this.options = options;
    this.prefix = prefix;
    this.unit = unit;
    this.output = output;
    this.read = new RowsRead(output.progress());
  }

  /** Writes the row that the cursor stands on. */
  void accept(VersionCursor at) throws IOException {
    byte[] key = at.rawKey();
    int keyLength = at.rawKeyLength();
    if (!RecordKey.isRecord(key, keyLength)) {
      count(RecordKey.isIndex(key, keyLength) ? "key_skipped_index" : "key_skipped_other", 1);
      return;
    }
    read.add();
    long id = RecordKey.physicalId(key, keyLength);
    if (!begun || id != currentId) {
      begin(id);
    }
    if (rows.isEmpty()) {
      filtered++;
      count(notExported, 1);
      return;
    }
    if (at.kind() == VersionCursor.Kind.DELETE) {
      delete(at);
      return;
    }
    rows.get()
        .write(
            key,
            keyLength,
            at.value(),
            at.valueOffset(),
            at.valueLength(),
            at.commitTs(),
            files.row());
    files.endRow();
  }

  /** Counts versions of the cursor's key that a newer one has replaced. */
  void superseded(VersionCursor at, long versions) {
    if (versions == 0) {
      return;
    }
    if (RecordKey.isRecord(at.rawKey(), at.rawKeyLength())) {
      read.add(versions);
      duplicates += versions;
      count("merge_superseded", versions);
    } else {
      count("key_skipped_superseded", versions);
    }
  }

  private void delete(VersionCursor at) throws IOException {
    if (!options.incremental()) {
      filtered++;
      count(unit.merges() ? "merge_deleted" : "row_deleted_before_full_backup", 1);
      return;
    }
    rows.orElseThrow().writeDelete(at.rawKey(), at.rawKeyLength(), at.commitTs(), files.row());
    files.endRow();
  }

  private void begin(long id) throws IOException {
    finishTable();
    currentId = id;
    begun = true;
    Optional<ExportTable> table = tables.find(id);
    if (table.isEmpty() || !unit.holds(id)) {
      rows = Optional.empty();
      notExported =
          table.isPresent()
              ? "row_superseded"
              : tables.isLeft(id) ? "row_of_table_left_out" : "row_of_unknown_table";
      return;
    }
    TableRows ofTable = TableRows.of(table.get().info(), options);
    rows = Optional.of(ofTable);
    files =
        output.table(
            new TableLayout(
                ofTable.schema(),
                new BackupFileNaming(prefix + table.get().folder(), id),
                ofTable.metadata()));
  }

  private void finishTable() throws IOException {
    if (rows.isPresent()) {
      files.endFile();
      rows.get().counters().forEach(this::count);
      rows = Optional.empty();
    }
  }

  private void count(String name, long by) {
    counters.merge(name, by, Long::sum);
  }

  /** Ends the last table. */
  void finish() throws IOException {
    finishTable();
    read.show();
  }

  Balance balance() {
    return new Balance(read.count(), 0, duplicates, filtered, Map.of());
  }

  Map<String, Long> counters() {
    return counters;
  }
}
