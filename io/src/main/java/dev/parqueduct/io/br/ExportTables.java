package dev.parqueduct.io.br;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tidb.DatabaseInfo;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tidb.TableInfo;
import dev.parqueduct.io.tidb.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of a backup that are exported, found by the physical id in their rows' keys. */
public final class ExportTables {
  private static final int LISTED = 20;

  private final List<ExportTable> tables;
  private final Map<Long, ExportTable> byPhysicalId = new HashMap<>();
  private final List<String> rowless;
  private final List<String> left;
  private final Set<Long> leftIds;
  private final Set<Long> entryIds = new HashSet<>();

  private ExportTables(
      List<ExportTable> tables, List<String> rowless, List<String> left, Set<Long> leftIds) {
    this.tables = tables;
    this.rowless = rowless;
    this.left = left;
    this.leftIds = leftIds;
    for (ExportTable table : tables) {
      entryIds.addAll(table.entryIds());
      for (long id : table.physicalIds()) {
        ExportTable other = byPhysicalId.put(id, table);
        if (other != null) {
          throw RunFailedException.failed(
              "Tables "
                  + other.name()
                  + " and "
                  + table.name()
                  + " of the backup both have rows with the id "
                  + id
                  + ". The backup is damaged, or two backups were mixed.");
        }
      }
    }
  }

  /**
   * Reads the schemas of a backup.
   *
   * @throws RunFailedException with exit code 2 when the selection matches nothing; it lists what
   *     there is
   */
  public static ExportTables read(BackupMeta meta, TableSelection selection) throws IOException {
    TableFilter filter = selection.filter();
    List<ExportTable> tables = new ArrayList<>();
    List<String> rowless = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Set<Long> leftIds = new HashSet<>();
    List<IOException> problems = new ArrayList<>();
    meta.forEachSchema(
        schema -> {
          try {
            if (schema.table().length == 0) {
              return; // A database without tables.
            }
            String stored = DatabaseInfo.parse(schema.db()).name();
            String database = DatabaseName.of(stored);
            TableInfo info = TableInfo.parse(schema.table());
            ExportTable table =
                new ExportTable(
                    database,
                    info,
                    new ExportTable.Expected(
                        schema.crc64xor(), schema.totalKvs(), schema.totalBytes()));
            if (!selection.selects(filter, stored, info.name(), info.id())) {
              left.add(table.name());
              leftIds.addAll(table.physicalIds());
            } else if (info.rowless()) {
              rowless.add(table.name());
            } else {
              tables.add(table);
            }
          } catch (IOException e) {
            problems.add(e);
          }
        });
    if (!problems.isEmpty()) {
      throw problems.get(0);
    }
    tables.sort(Comparator.comparing(ExportTable::name));
    Collections.sort(rowless);
    Collections.sort(left);
    ExportTables found = new ExportTables(tables, rowless, left, leftIds);
    if (tables.isEmpty()) {
      throw found.nothing();
    }
    return found;
  }

  /**
   * Checks that all columns have a place in the files, before anything is read.
   *
   * @throws RunFailedException with exit code 2 when one has none; it names table and column
   */
  void requireExportable(RowOptions rows) {
    for (ExportTable table : tables) {
      try {
        TableRows unused = TableRows.of(table.info(), rows);
      } catch (IllegalArgumentException e) {
        throw RunFailedException.usage("Database " + table.database() + ", " + e.getMessage());
      }
    }
  }

  private RunFailedException nothing() {
    List<String> there = new ArrayList<>(left);
    rowless.forEach(name -> there.add(name + " (a view or sequence, without rows)"));
    return RunFailedException.usage(
        "No table of the backup matches --filter and --tableIds. "
            + (there.isEmpty()
                ? "The backup holds no table at all."
                : "The backup holds "
                    + String.join(", ", there.subList(0, Math.min(LISTED, there.size())))
                    + (there.size() > LISTED ? ", and " + (there.size() - LISTED) + " more" : "")
                    + "."));
  }

  /** The tables, by name. */
  public List<ExportTable> tables() {
    return tables;
  }

  /** Names of selected views and sequences, which have no rows. */
  public List<String> rowless() {
    return rowless;
  }

  /** Names of tables that were not selected. */
  public List<String> left() {
    return left;
  }

  /** Whether these are the rows of a table that was not selected. */
  boolean isLeft(long physicalId) {
    return leftIds.contains(physicalId);
  }

  /** The table that rows with this id belong to, if it is exported. */
  public Optional<ExportTable> find(long physicalId) {
    return Optional.ofNullable(byPhysicalId.get(physicalId));
  }

  /** The ids that rows of these tables carry, ascending. */
  public long[] physicalIds() {
    return byPhysicalId.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** The ids that rows and index entries of these tables carry, ascending. */
  long[] entryIds() {
    return entryIds.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** Whether rows or index entries of these tables carry the id. */
  boolean hasEntries(long id) {
    return entryIds.contains(id);
  }
}
