package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.ServerInfo;
import dev.parqueduct.io.postgres.plan.DatabasePlan;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlanSettings;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.TableSelection;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be exported of a database, and where to; it travels to the worker that plans.
 *
 * @param output the output folder
 * @param shape what shapes the files, without the database's identity
 */
public record PgRequest(
    String output,
    RunShape shape,
    TableSelection selection,
    PlanSettings planning,
    PgExport export,
    RetryOnFailure retries)
    implements Serializable {
  public PgRequest {
    requireNonNull(output, "output");
    requireNonNull(shape, "shape");
    requireNonNull(selection, "selection");
    requireNonNull(planning, "planning");
    requireNonNull(export, "export");
    requireNonNull(retries, "retries");
  }

  public PgRequest withExport(PgExport newExport) {
    return new PgRequest(output, shape, selection, planning, newExport, retries);
  }

  /**
   * What was planned.
   *
   * @param shape of the output's files, with the database's identity
   * @param tables that are exported
   * @param problems of tables that cannot be, by name
   * @param done units of these tables that are finished
   * @param pending units to do
   */
  public record Work(
      ServerInfo server,
      RunShape shape,
      List<PlannedTable> tables,
      Map<String, String> problems,
      List<UnitEntry> done,
      List<PgUnit> pending) {
    /** Records the beginning of a run, so that another one can go on with it. */
    public void begin(ObjectStore store, String output) throws IOException {
      Ledger.of(output, store).begin(shape);
      PlanRecord record = new PlanRecord(store, output);
      for (PlannedTable table : tables) {
        record.write(table);
      }
    }
  }

  /**
   * Asks the database and the ledger what there is to do; writes nothing.
   *
   * @throws RunFailedException with exit code 2 when a name matches nothing, or the output holds
   *     files of another database or shape
   */
  public Work plan(ObjectStore store) throws IOException {
    DatabasePlan plan =
        retries.call(
            "plan the export of " + export.connection().place(),
            () -> {
              try (ReadTransaction transaction =
                  ReadTransaction.begin(export.connection(), export.applicationName("plan"))) {
                return DatabasePlan.of(selection, planning, transaction);
              }
            });
    Map<String, String> options = new TreeMap<>(shape.options());
    options.put("database", plan.server().identity());
    RunShape full = new RunShape(shape.pipeline(), options);
    Ledger ledger = Ledger.of(output, store);
    List<UnitEntry> allDone = ledger.check(full) ? ledger.doneUnits() : List.of();
    return new WorkPlan(this, store, ledger, allDone).of(plan, full);
  }
}
