package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.ledger.ContentSum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Plans what to read of a backup, from its backupmeta alone. Files of one scan belong together:
 * their names differ in the column family only. A file is left out when its range tells that it
 * holds nothing wanted; never by its counts, which may be 0 for a file full of commits.
 */
public final class BackupPlanner {
  /** Decides from the range of a file which of the wanted tables it touches. */
  private final Function<BackupFile, List<Long>> wanted;

  private final Function<BackupFile, List<Long>> known;
  private final boolean byTable;
  private final boolean paired;

  private BackupPlanner(
      Function<BackupFile, List<Long>> wanted,
      Function<BackupFile, List<Long>> known,
      boolean byTable,
      boolean paired) {
    this.wanted = wanted;
    this.known = known;
    this.byTable = byTable;
    this.paired = paired;
  }

  /**
   * For tables of TiDB.
   *
   * @param physicalIds that rows of the wanted tables carry, in any order
   * @param entryIds that their rows and index entries carry, in any order
   */
  public static BackupPlanner ofTables(long[] physicalIds, long[] entryIds, Coverage coverage) {
    requireNonNull(coverage, "coverage");
    TableKeys rows = new TableKeys(physicalIds);
    TableKeys entries = new TableKeys(entryIds);
    return new BackupPlanner(
        coverage == Coverage.RECORDS ? rows::withRecords : entries::withEntries,
        entries::withEntries,
        true,
        true);
  }

  /** For all of a TxnKV backup. */
  public static BackupPlanner ofTransactionalKeys() {
    return new BackupPlanner(file -> List.of(), file -> List.of(), false, true);
  }

  /** For all of a RawKV backup. */
  public static BackupPlanner ofRawKeys() {
    return new BackupPlanner(file -> List.of(), file -> List.of(), false, false);
  }

  /**
   * Plans.
   *
   * @throws BackupException when the files contradict each other
   */
  public BackupPlan plan(BackupMeta meta) throws IOException {
    Planning planning = new Planning();
    try {
      meta.forEachFile(planning::add);
    } catch (InconsistentFilesException e) {
      throw e.failure;
    }
    return planning.plan();
  }

  /** Carries a failure out of a consumer. */
  private static final class InconsistentFilesException extends RuntimeException {
    private final transient BackupException failure;

    InconsistentFilesException(BackupException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private final class Planning {
    private final Map<String, Map<ColumnFamily, BackupFile>> scans = new LinkedHashMap<>();
    private SkippedFiles otherTables = SkippedFiles.NONE;
    private SkippedFiles indexOnly = SkippedFiles.NONE;
    private final Map<Long, ContentSum> skippedSums = new HashMap<>();
    private final Set<Long> untoldSums = new HashSet<>();
    private SkippedFiles superseded = SkippedFiles.NONE;
    private SkippedFiles repeated = SkippedFiles.NONE;

    void add(BackupFile file) {
      try {
        ColumnFamily family = file.family();
        if (paired && family == ColumnFamily.LOCK) {
          throw inconsistent(
              "The backup's file "
                  + file.name()
                  + " is of the column family lock, but only RawKV backups have such files. Is the"
                  + " backup newer than this program?");
        }
        if (byTable && wanted.apply(file).isEmpty()) {
          skip(file);
          return;
        }
        String base = family.baseOf(file.name());
        // RawKV keeps independent data in each column family.
        String key = paired ? base : family.label() + "/" + base;
        BackupFile before =
            scans.computeIfAbsent(key, k -> new EnumMap<>(ColumnFamily.class)).get(family);
        if (before == null) {
          scans.get(key).put(family, file);
        } else if (before.equals(file)) {
          repeated = repeated.and(file);
        } else {
          throw inconsistent(
              "The backupmeta lists the files "
                  + before.name()
                  + " and "
                  + file.name()
                  + " for one scan and column family, with different contents. The backup is"
                  + " damaged; use another one.");
        }
      } catch (BackupException e) {
        throw new InconsistentFilesException(e);
      }
    }

    private void skip(BackupFile file) {
      List<Long> ids = known.apply(file);
      if (ids.isEmpty()) {
        otherTables = otherTables.and(file);
        return;
      }
      indexOnly = indexOnly.and(file);
      if (!file.tableMetas().isEmpty()) {
        for (TableMeta each : file.tableMetas()) {
          addSkipped(each.physicalId(), each.crc64xor(), each.totalKvs(), each.totalBytes());
        }
      } else if (TableKeys.isOfOneTable(file)) {
        addSkipped(ids.get(0), file.crc64xor(), file.totalKvs(), file.totalBytes());
      } else {
        untoldSums.addAll(ids);
      }
    }

    private void addSkipped(long id, long crc64Xor, long entries, long bytes) {
      skippedSums.merge(id, ContentSum.of(crc64Xor, entries, bytes), ContentSum::plus);
    }

    BackupPlan plan() throws BackupException {
      List<BackupUnit> units = new ArrayList<>(scans.size());
      UnitIds ids = new UnitIds();
      for (Map.Entry<String, Map<ColumnFamily, BackupFile>> scan : scans.entrySet()) {
        List<BackupFile> files = files(scan.getValue());
        List<Long> physicalIds = physicalIds(files);
        if (byTable && physicalIds.isEmpty()) {
          for (BackupFile file : files) {
            superseded = superseded.and(file);
          }
          continue;
        }
        units.add(new BackupUnit(ids.of(scan.getKey()), files, physicalIds));
      }
      return new BackupPlan(
          units,
          otherTables,
          indexOnly,
          new SkippedSums(skippedSums, untoldSums),
          superseded,
          repeated);
    }

    private List<BackupFile> files(Map<ColumnFamily, BackupFile> scan) throws BackupException {
      BackupFile write = scan.get(ColumnFamily.WRITE);
      BackupFile values = scan.get(ColumnFamily.DEFAULT);
      if (!paired) {
        return List.copyOf(scan.values());
      }
      if (write == null) {
        throw inconsistent(
            "The backupmeta lists "
                + values.name()
                + ", but not the write file beside it, without which its rows cannot be told from"
                + " old ones. The backup is damaged; use another one.");
      }
      return values == null ? List.of(write) : List.of(write, values);
    }

    private List<Long> physicalIds(List<BackupFile> files) {
      BackupFile leading = files.get(0);
      return files.stream()
          .flatMap(file -> wanted.apply(file).stream())
          .filter(leading::holds)
          .sorted()
          .distinct()
          .toList();
    }
  }

  private static BackupException inconsistent(String message) {
    return new BackupException(Fault.INCONSISTENT, message);
  }
}
