package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data files of tables that an output holds although its ledger does not know them to be done: it
 * is lost, or parts of it. Exporting beside them would leave rows there twice.
 */
final class FoundFiles {
  private static final Pattern NUMBERED = Pattern.compile("(.*)-\\d{4,}-\\d{4,}\\.parquet");
  private static final int MOST_NAMED = 5;

  private final ObjectStore store;
  private final Ledger ledger;
  private final Map<String, List<String>> pathsByHead;

  private FoundFiles(ObjectStore store, Ledger ledger, Map<String, List<String>> pathsByHead) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.pathsByHead = requireNonNull(pathsByHead, "pathsByHead");
  }

  /**
   * Lists the output.
   *
   * @param done units whose files are where they belong
   */
  static FoundFiles in(ObjectStore store, Ledger ledger, List<UnitEntry> done) throws IOException {
    Set<String> known = new HashSet<>();
    for (UnitEntry unit : done) {
      unit.files().stream().map(FileEntry::path).forEach(known::add);
    }
    String probe = "x";
    int root = ledger.absolute(probe).length() - probe.length();
    Map<String, List<String>> byHead = new TreeMap<>();
    for (StoredObject object : store.list(ledger.path("**"))) {
      String path = object.path().substring(root);
      if (!path.startsWith("_") && !known.contains(path)) {
        head(path.substring(path.lastIndexOf('/') + 1))
            .ifPresent(head -> byHead.computeIfAbsent(head, any -> new ArrayList<>()).add(path));
      }
    }
    return new FoundFiles(store, ledger, byHead);
  }

  /** What the names of a table's files begin with. */
  private static Optional<String> head(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches()
        ? Optional.of(numbered.group(1))
        : ArchiveName.parse(name).map(ArchiveName::head);
  }

  /**
   * The files of a table.
   *
   * @throws RunFailedException when there are such whose names say that they are of the table, and
   *     that do not say so themselves
   */
  List<FoundFile> of(PlannedTable table, String prefix) throws IOException {
    List<FoundFile> files = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    String head = ArchiveName.head(prefix, table.source().id());
    for (String path : pathsByHead.getOrDefault(head, List.of())) {
      FoundFile file = FoundFile.read(path, store, ledger);
      if (file.table().equals(table.source().fullName()) && file.number() >= 0) {
        files.add(file);
      } else {
        foreign.add(path);
      }
    }
    if (!foreign.isEmpty()) {
      throw inTheWay(table.source().fullName(), foreign, "are not of this export");
    }
    return files;
  }

  /**
   * The units of a table with the files that are of them.
   *
   * @throws RunFailedException when a file is of none of them
   */
  static List<PgUnit> shared(PlannedTable table, List<FoundFile> files, Set<String> pending) {
    List<PgUnit> units = new ArrayList<>();
    Set<FoundFile> left = new HashSet<>(files);
    for (PgUnit unit : table.units()) {
      if (pending.contains(unit.id())) {
        List<FoundFile> its =
            files.stream()
                .filter(file -> file.unit().equals(unit.id()) && file.range().equals(unit.range()))
                .toList();
        left.removeAll(its);
        units.add(
            its.isEmpty() ? unit : unit.withFound(its.stream().map(FoundFile::path).toList()));
      }
    }
    if (!left.isEmpty()) {
      throw inTheWay(
          table.source().fullName(),
          left.stream().map(FoundFile::path).sorted().toList(),
          "are of units that are done, or that were cut otherwise");
    }
    return units;
  }

  /** Says which files would make rows be there twice, and what to do. */
  static RunFailedException inTheWay(String what, List<String> paths, String why) {
    String named = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
    int more = paths.size() - MOST_NAMED;
    return RunFailedException.failed(
        what
            + ": the output holds files that the ledger does not know and that "
            + why
            + ", so that rows would be there twice: "
            + named
            + (more > 0 ? " and " + more + " more" : "")
            + ". Export to another --output, or delete them if the database still has all of their"
            + " rows, and run the same command again.");
  }
}
