package dev.parqueduct.io.mysql.load;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.connect.Session;
import dev.parqueduct.io.mysql.rows.Workers;
import dev.parqueduct.io.mysql.table.ExistingTable;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.TableDefinition;
import dev.parqueduct.io.mysql.table.ValueSizes;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be loaded, and what is done already.
 *
 * @param files all of them
 * @param columns of the table
 * @param units all of them, with the rows that give way to later ones
 * @param done units of earlier runs
 */
public record ImportPlan(
    ImportFiles files, ImportColumns columns, List<ImportUnit> units, List<UnitEntry> done) {
  public ImportPlan {
    requireNonNull(files, "files");
    requireNonNull(columns, "columns");
    units = List.copyOf(units);
    done = List.copyOf(done);
  }

  /**
   * Reads footers, keys and the ledger; writes nothing and asks no server.
   *
   * @throws RunFailedException with exit code 2 if there is nothing to load, or if it cannot be
   */
  public static ImportPlan of(ImportRequest request, ObjectStore store) throws IOException {
    return of(request, store, RowNames.WHERE_NEEDED);
  }

  /** The same for Lightning, which adds no column to rows. */
  public static ImportPlan ofLightning(ImportRequest request, ObjectStore store)
      throws IOException {
    return of(request, store, RowNames.NEVER);
  }

  private enum RowNames {
    WHERE_NEEDED,
    NEVER
  }

  private static ImportPlan of(ImportRequest request, ObjectStore store, RowNames names)
      throws IOException {
    Workers workers = Workers.ofProcessors();
    ImportFiles files = ImportFiles.read(request, store, workers);
    ImportColumns columns =
        names == RowNames.NEVER ? files.columns() : files.columns().withRowNames();
    List<ImportUnit> units = new ArrayList<>();
    for (ImportFile file : files.files()) {
      units.addAll(ImportUnit.of(file, request.batch().unitRows()));
    }
    Ledger record = Ledger.of(request.output(), store);
    List<UnitEntry> done =
        record.shape().filter(request.shape()::equals).isPresent() ? record.doneUnits() : List.of();
    return new ImportPlan(files, columns, DuplicateRows.mark(request, columns, units, store), done);
  }

  /** The units that are left: not done, or done from another version of their file. */
  public List<ImportUnit> pending() {
    Map<String, UnitEntry> byId = new HashMap<>();
    done.forEach(entry -> byId.put(entry.unit(), entry));
    return units.stream().filter(unit -> !isDone(unit, byId.get(unit.id()))).toList();
  }

  private static boolean isDone(ImportUnit unit, UnitEntry entry) {
    return entry != null
        && entry.sources().get(0).name().equals(unit.file().version())
        && entry.rows().read() == unit.rows()
        // Another file may have come, whose rows win over some of this one.
        && entry.rows().duplicates() == unit.duplicates().cardinality();
  }

  /** Entries of units that are done and stay so. */
  public int doneBefore() {
    return units.size() - pending().size();
  }

  /** The table as these files want it. */
  public TableDefinition definition(ImportRequest request, ObjectStore store) throws IOException {
    return TableDefinition.of(
        request.table(), columns, indexes(request), sizes(request, store, TableSizes.Wanted.ALL));
  }

  private Map<String, ValueSizes> sizes(
      ImportRequest request, ObjectStore store, TableSizes.Wanted wanted) throws IOException {
    return TableSizes.of(
        columns,
        files.files().stream().map(file -> request.path(file.path())).toList(),
        wanted,
        store,
        Workers.ofProcessors());
  }

  /** The columns that get an index of their own. */
  public List<String> indexes(ImportRequest request) {
    return indexes(request, columns);
  }

  /** The named ones, or sha1 and md5 (sha256, too) as far as they are there and not the key. */
  public static List<String> indexes(ImportRequest request, ImportColumns columns) {
    if (request.secondaryIndexes() == ImportRequest.SecondaryIndexes.NONE) {
      return List.of();
    }
    return request.indexes().isEmpty()
        ? List.of("sha256", "sha1", "md5").stream()
            .filter(name -> columns.names().contains(name) && !columns.key().contains(name))
            .toList()
        : request.indexes();
  }

  /**
   * Makes the table if it is not there, and lets the load begin. If the table is gone, or empty
   * where an earlier run had filled it, everything is loaded again.
   *
   * @return the plan that holds now
   */
  public ImportPlan begin(ImportRequest request, ObjectStore store) throws IOException {
    boolean fresh;
    try (Session session = new Session(request.connection(), request.retries())) {
      fresh = prepare(request, store, session);
    }
    Ledger record = Ledger.of(request.output(), store);
    boolean goesOn = record.shape().filter(request.shape()::equals).isPresent() && !fresh;
    Set<String> ids = new HashSet<>();
    units.forEach(unit -> ids.add(unit.id()));
    List<UnitEntry> kept =
        goesOn ? done.stream().filter(e -> ids.contains(e.unit())).toList() : List.of();
    Set<String> keptIds = new HashSet<>();
    kept.forEach(entry -> keptIds.add(entry.unit()));
    for (StoredObject object : store.list(record.path("_ledger/units/*.json"))) {
      String name = object.path().substring(object.path().lastIndexOf('/') + 1);
      if (!keptIds.contains(name.replaceFirst("\\.json$", ""))) {
        store.delete(object.path());
      }
    }
    if (!goesOn) {
      for (String old : List.of("_rejected/**", "_ledger/run.json")) {
        for (StoredObject object : store.list(record.path(old))) {
          store.delete(object.path());
        }
      }
      record.begin(request.shape());
    }
    return new ImportPlan(files, columns, units, kept);
  }

  /** Whether the table holds nothing of what earlier runs wrote. */
  private boolean prepare(ImportRequest request, ObjectStore store, Session session)
      throws IOException {
    Optional<ExistingTable> table =
        session.run(
            "look at " + request.table(),
            connection -> ExistingTable.find(connection, request.table()));
    if (table.isPresent()) {
      table.get().check(request.table(), columns);
      table
          .get()
          .checkFractions(
              request.table(), columns, sizes(request, store, TableSizes.Wanted.FRACTIONS));
      long written = done.stream().mapToLong(entry -> entry.rows().written()).sum();
      return written > 0
          && !session.run(
              "look at " + request.table(),
              connection -> ExistingTable.hasRows(connection, request.table()));
    }
    TableDefinition definition = definition(request, store);
    boolean before = request.secondaryIndexes() == ImportRequest.SecondaryIndexes.BEFORE;
    boolean unused =
        session.run(
            "create the table " + request.table(),
            connection -> {
              try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute(definition.createDatabase());
                return statement.execute(
                    before ? definition.createTable() : definition.createTableWithoutIndexes());
              }
            });
    return true;
  }
}
