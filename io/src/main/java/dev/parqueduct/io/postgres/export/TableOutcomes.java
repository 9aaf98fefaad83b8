package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has become of each table, for the report. A table that is not exported in full fails the run
 * at its end, when all others are done.
 *
 * @param request of the run
 * @param failures of the run
 */
public record TableOutcomes(PgRequest request, List<UnitFailure> failures) implements RunCheck {
  public TableOutcomes {
    requireNonNull(request, "request");
    failures = new ArrayList<>(failures);
    failures.sort(Comparator.comparing(UnitFailure::unit));
  }

  /** What a report says of a table. */
  public record TableOutcome(
      String table,
      String status,
      long units,
      long unitsDone,
      long rows,
      long files,
      long bytes,
      List<SnapshotRef> snapshots,
      List<String> failures) {}

  /** The outcomes of the tables that the ledger knows, in the order of their names. */
  public List<TableOutcome> outcomes(ObjectStore store, List<UnitEntry> units) throws IOException {
    Map<String, List<UnitEntry>> byTable =
        units.stream().collect(Collectors.groupingBy(unit -> PgUnit.tableOf(unit.unit())));
    Map<String, List<String>> failed = new TreeMap<>();
    for (UnitFailure failure : failures) {
      failed
          .computeIfAbsent(PgUnit.tableOf(failure.unit()), any -> new ArrayList<>())
          .add(failure.message());
    }
    List<TableOutcome> outcomes = new ArrayList<>();
    UnitSnapshots snapshots = new UnitSnapshots(store, Ledger.of(request.output(), store));
    for (PlannedTable table : new PlanRecord(store, request.output()).tables()) {
      String id = table.source().id();
      List<String> messages = failed.remove(id);
      outcomes.add(
          outcome(
              table,
              byTable.getOrDefault(id, List.of()),
              messages == null ? List.of() : messages,
              snapshots));
    }
    failed.forEach(
        (table, messages) ->
            outcomes.add(new TableOutcome(table, "failed", 0, 0, 0, 0, 0, List.of(), messages)));
    return outcomes;
  }

  private static TableOutcome outcome(
      PlannedTable table, List<UnitEntry> done, List<String> messages, UnitSnapshots snapshots)
      throws IOException {
    Map<String, SnapshotRef> seen = new TreeMap<>();
    for (UnitEntry unit : done) {
      snapshots
          .read(unit.unit())
          .ifPresent(snapshot -> seen.put(snapshot.takenAt() + snapshot.id(), snapshot));
    }
    int units = table.ranges().size();
    String status = done.size() == units ? "done" : messages.isEmpty() ? "pending" : "failed";
    return new TableOutcome(
        table.source().fullName(),
        status,
        units,
        done.size(),
        done.stream().mapToLong(unit -> unit.rows().written()).sum(),
        done.stream().mapToLong(unit -> unit.files().size()).sum(),
        done.stream().flatMap(unit -> unit.files().stream()).mapToLong(FileEntry::bytes).sum(),
        new ArrayList<>(seen.values()),
        messages);
  }

  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) throws IOException {
    List<TableOutcome> outcomes = outcomes(store, units);
    Map<String, Object> sections = new TreeMap<>();
    sections.put("tables", outcomes);
    sections.put("database", request.export().connection().place());
    if (!request.export().snapshot().isNone()) {
      sections.put("snapshot", request.export().snapshot());
    }
    Set<String> several = new TreeSet<>();
    for (TableOutcome outcome : outcomes) {
      if (outcome.snapshots().size() > 1) {
        several.add(outcome.table());
      }
    }
    sections.put("tablesOfSeveralSnapshots", several);
    return new Findings(
        problem(outcomes),
        Map.of("tables_of_several_snapshots", (long) several.size()),
        sections,
        ExitCode.FAILED);
  }

  private String problem(List<TableOutcome> outcomes) {
    List<String> failed =
        outcomes.stream()
            .filter(outcome -> outcome.status().equals("failed"))
            .map(TableOutcome::table)
            .toList();
    if (failed.isEmpty()) {
      return "";
    }
    List<String> first = outcomes.stream().flatMap(each -> each.failures().stream()).toList();
    return (failed.size() == 1 ? "A table was" : failed.size() + " tables were")
        + " not exported in full: "
        + String.join(", ", failed)
        + ". "
        + first.get(0)
        + " What is finished stays; mend it and run the same command again.";
  }
}
