package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.export.PlanRecord;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.UnitRange;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that ledgers know, and the units that wrote them. */
final class LedgerFiles {
  /** A ledger may lie this many folders above the files: a table, or year, month and half. */
  private static final int LEVELS_UP = 4;

  private final Map<String, Known> files = new HashMap<>();
  private final List<String> roots = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<EmptyTable> empty = new ArrayList<>();

  /**
   * A file in a ledger.
   *
   * @param root the output folder, as a prefix of its files' paths
   * @param table that it is of; empty if the ledger does not say
   */
  record Known(String root, String unit, String table, FileEntry entry) {
    Known {
      requireNonNull(root, "root");
      requireNonNull(table, "table");
    }
  }

  /**
   * What a unit lacks.
   *
   * @param root the output folder, as a prefix of its files' paths
   */
  record Gap(String root, FileVerdict verdict) {
    Gap {
      requireNonNull(root, "root");
    }
  }

  private LedgerFiles() {}

  /** Reads the ledger that the request names, or those that the folders lie in. */
  static LedgerFiles find(ObjectStore store, ValidationRequest request, List<String> folders)
      throws IOException {
    LedgerFiles found = new LedgerFiles();
    if (!request.ledger().isEmpty()) {
      if (!found.add(store, request.ledger())) {
        throw RunFailedException.usage(
            "--ledger="
                + request.ledger()
                + " has no _ledger/run.json. Name the output folder of the export.");
      }
      return found;
    }
    Set<String> tried = new LinkedHashSet<>();
    for (String folder : folders) {
      String at = folder;
      for (int up = 0; up <= LEVELS_UP && !at.isEmpty() && tried.add(at); up++) {
        if (found.add(store, at)) {
          break;
        }
        at = parent(at);
      }
    }
    return found;
  }

  boolean isEmpty() {
    return roots.isEmpty();
  }

  /** Units that were planned and that the ledger does not have, or has without their files. */
  List<Gap> gaps() {
    return gaps;
  }

  /** Tables that were exported in full without a file. */
  List<EmptyTable> empty() {
    return empty;
  }

  /** By full path. */
  Map<String, Known> files() {
    return files;
  }

  Optional<Known> of(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Whether a path lies in the output of one of the ledgers. */
  Optional<String> rootOf(String path) {
    return roots.stream().filter(path::startsWith).findFirst();
  }

  private boolean add(ObjectStore store, String output) throws IOException {
    Ledger ledger = Ledger.of(output, store);
    if (ledger.shape().isEmpty()) {
      return false;
    }
    String file = ledger.absolute("x");
    String root = file.substring(0, file.length() - 1);
    roots.add(root);
    List<PlannedTable> tables = new PlanRecord(store, output).tables();
    Map<String, String> tablesOfUnits = new HashMap<>();
    for (PlannedTable table : tables) {
      table.units().forEach(unit -> tablesOfUnits.put(unit.id(), table.source().fullName()));
    }
    Map<String, UnitEntry> units = new HashMap<>();
    for (UnitEntry unit : ledger.entries()) {
      units.put(unit.unit(), unit);
      String table = tablesOfUnits.getOrDefault(unit.unit(), "");
      for (FileEntry entry : unit.files()) {
        files.put(ledger.absolute(entry.path()), new Known(root, unit.unit(), table, entry));
      }
      if (!table.isEmpty()) {
        addLostFiles(unit, table, root, ledger);
      }
    }
    for (PlannedTable table : tables) {
      addGaps(table, units.keySet(), root, ledger);
      boolean whole = table.units().stream().allMatch(unit -> units.containsKey(unit.id()));
      if (whole && table.units().stream().allMatch(unit -> isEmpty(units.get(unit.id())))) {
        empty.add(new EmptyTable(table.source().fullName(), root));
      }
    }
    return true;
  }

  private static boolean isEmpty(UnitEntry unit) {
    return unit.files().isEmpty() && unit.rows().written() == 0;
  }

  /** An entry whose files do not add up to its rows is not as it was written. */
  private void addLostFiles(UnitEntry unit, String table, String root, Ledger ledger) {
    long inFiles = unit.files().stream().mapToLong(FileEntry::rows).sum();
    if (unit.rows().written() != inFiles) {
      gaps.add(
          gap(
              root,
              ledger,
              table,
              unit.unit(),
              "the ledger says that this unit wrote "
                  + unit.rows().written()
                  + " rows, and names files with "
                  + inFiles));
    }
  }

  private void addGaps(PlannedTable table, Set<String> units, String root, Ledger ledger) {
    for (PgUnit unit : table.units()) {
      if (!units.contains(unit.id())) {
        gaps.add(
            gap(
                root,
                ledger,
                table.source().fullName(),
                unit.id(),
                "a gap: this unit was planned (" + words(unit.range()) + ") and never finished"));
      }
    }
  }

  private static Gap gap(String root, Ledger ledger, String table, String unit, String problem) {
    return new Gap(
        root,
        FileVerdict.missing(
            ledger.absolute("_ledger/units/" + unit + ".json"), table, unit, problem));
  }

  private static String words(UnitRange range) {
    String kind = range.kind().name().toLowerCase(Locale.ROOT);
    String from = range.from().isEmpty() ? "the first" : range.from();
    String to = range.to().isEmpty() ? "the last" : "before " + range.to();
    return kind + " from " + from + " to " + to;
  }

  private static String parent(String folder) {
    String trimmed = folder.replaceFirst("/+$", "");
    int slash = trimmed.lastIndexOf('/');
    boolean bucket = trimmed.matches("[a-z0-9]+://[^/]*");
    return slash <= 0 || bucket ? "" : trimmed.substring(0, slash);
  }
}
