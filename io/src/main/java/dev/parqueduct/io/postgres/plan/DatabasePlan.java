package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.ServerInfo;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.report.RunFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is selected of a database, cut into units.
 *
 * @param server where it is
 * @param tables in the order of their names, queries last
 * @param problems of tables that cannot be exported, by name
 */
public record DatabasePlan(
    ServerInfo server, List<PlannedTable> tables, Map<String, String> problems) {
  public DatabasePlan {
    requireNonNull(server, "server");
    tables = List.copyOf(tables);
    problems = new TreeMap<>(problems);
  }

  /**
   * Plans; a table that cannot be exported does not keep the others from it.
   *
   * @throws RunFailedException with exit code 2 when a name or pattern matches nothing
   */
  public static DatabasePlan of(
      TableSelection selection, PlanSettings settings, ReadTransaction transaction)
      throws SQLException {
    Connection connection = transaction.connection();
    ServerInfo server = ServerInfo.of(transaction);
    TablePlanner planner = new TablePlanner(connection, server, settings);
    Planning planning = new Planning(connection);
    if (!selection.tables().isEmpty()) {
      for (Relation relation : RelationCatalog.read(connection).select(selection.patterns())) {
        planning.add(relation.fullName(), () -> planner.plan(relation));
      }
    }
    for (NamedQuery query : selection.queries()) {
      planning.add(query.name(), () -> planner.plan(query));
    }
    return new DatabasePlan(server, planning.tables, planning.problems);
  }

  /** Plans one table after the other in one transaction. */
  private static final class Planning {
    private final Connection connection;
    private final List<PlannedTable> tables = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();

    @FunctionalInterface
    interface Step {
      PlannedTable plan() throws SQLException;
    }

    Planning(Connection connection) {
      this.connection = connection;
    }

    void add(String name, Step step) throws SQLException {
      Savepoint before = connection.setSavepoint();
      try {
        tables.add(step.plan());
      } catch (RunFailedException e) {
        problems.put(name, e.getMessage());
      } catch (IllegalArgumentException e) {
        problems.put(name, name + ": " + e.getMessage());
      } catch (SQLException e) {
        if (SqlFailures.mayPass(e)) {
          throw e;
        }
        connection.rollback(before);
        problems.put(name, name + ": " + SqlFailures.line(e));
      }
      connection.releaseSavepoint(before);
    }
  }
}
