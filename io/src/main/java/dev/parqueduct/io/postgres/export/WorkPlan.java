package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.plan.DatabasePlan;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what a database has with what the output holds: what is left to do? */
final class WorkPlan {
  private final PgRequest request;
  private final ObjectStore store;
  private final Ledger ledger;
  private final Map<String, UnitEntry> allDone = new TreeMap<>();
  private final List<PlannedTable> tables = new ArrayList<>();
  private final List<UnitEntry> done = new ArrayList<>();
  private final List<PgUnit> pending = new ArrayList<>();

  WorkPlan(PgRequest request, ObjectStore store, Ledger ledger, List<UnitEntry> allDone) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    allDone.forEach(unit -> this.allDone.put(unit.unit(), unit));
  }

  PgRequest.Work of(DatabasePlan plan, RunShape shape) throws IOException {
    FoundFiles found = FoundFiles.in(store, ledger, List.copyOf(allDone.values()));
    Map<String, String> problems = new TreeMap<>(plan.problems());
    for (PlannedTable table : plan.tables()) {
      try {
        add(table, found);
      } catch (RunFailedException e) {
        problems.put(table.source().fullName(), e.getMessage());
      }
    }
    return new PgRequest.Work(plan.server(), shape, tables, problems, done, pending);
  }

  private void add(PlannedTable planned, FoundFiles found) throws IOException {
    List<FoundFile> files = found.of(planned, request.export().names().prefix());
    Optional<PlannedTable> recorded = new PlanRecord(store, request.output()).recorded(planned);
    PlannedTable table = recorded.orElseGet(() -> RecoveredPlan.of(planned, files));
    Set<String> left =
        table.units().stream()
            .map(PgUnit::id)
            .filter(unit -> !allDone.containsKey(unit))
            .collect(Collectors.toSet());
    List<PgUnit> units = FoundFiles.shared(table, files, left);
    tables.add(table);
    pending.addAll(units);
    table.units().stream()
        .map(unit -> allDone.get(unit.id()))
        .filter(Objects::nonNull)
        .forEach(done::add);
  }
}
