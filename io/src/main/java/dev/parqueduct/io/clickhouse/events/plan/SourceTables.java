package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.rules.EventColumns;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.wire.ColumnType;
import dev.parqueduct.io.clickhouse.wire.UnknownTypeException;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a backfill reads of observations.
 *
 * @param columns their names
 * @param rowBytes about how long a row is
 */
public record SourceTables(List<String> columns, long rowBytes) implements Serializable {
  public SourceTables {
    columns = new ArrayList<>(requireNonNull(columns, "columns"));
  }

  /**
   * Looks at the tables.
   *
   * @throws RunFailedException with exit code 2 if one lacks a column, or has one of a type that is
   *     not known
   */
  public static SourceTables of(ServerClient client, EventTables tables, Profile profile)
      throws IOException {
    Map<String, String> present = columns(client, tables.observations());
    List<String> targets = new ArrayList<>();
    Set<String> wanted = wanted(profile, present, targets);
    check(tables.observations(), present, wanted);
    check(
        tables.traces(),
        columns(client, tables.traces()),
        TraceTable.names(profile).stream().filter(name -> !name.equals("at")).toList());
    checkPresent(tables.events(), columns(client, tables.events()), targets);
    return new SourceTables(List.copyOf(wanted), rowBytes(client, tables.observations()));
  }

  /**
   * The columns of observations that are read.
   *
   * @param present those that there are, with their types
   * @param targets gets those of events that are written
   */
  public static Set<String> wanted(
      Profile profile, Map<String, String> present, List<String> targets) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.addAll(List.of("project_id", "trace_id", "id", "input", "output"));
    for (String column : EventColumns.copied(profile)) {
      String source = EventColumns.source(column);
      if (present.containsKey(source) || !EventColumns.isLater(column)) {
        wanted.add(source);
        targets.add(column);
      }
    }
    wanted.addAll(EventColumns.ingredients());
    targets.addAll(EventColumns.made(profile));
    return wanted;
  }

  /** Checks that a table has columns. */
  public static void checkTarget(ServerClient client, TableName table, List<String> targets)
      throws IOException {
    checkPresent(table, columns(client, table), targets);
  }

  private static long rowBytes(ServerClient client, TableName table) throws IOException {
    return Long.parseLong(
        client
            .texts(
                Query.of(
                    "look at table " + table,
                    "SELECT toString(intDiv(sum(data_uncompressed_bytes), greatest(sum(rows), 1)))"
                        + " FROM system.parts WHERE active AND "
                        + table.condition()))
            .get(0)
            .get(0));
  }

  /** The types of a table's columns. */
  public static Map<String, String> columns(ServerClient client, TableName table)
      throws IOException {
    Map<String, String> columns = new LinkedHashMap<>();
    for (List<String> row :
        client.texts(
            Query.of(
                "look at table " + table,
                "SELECT name, type FROM system.columns WHERE "
                    + table.condition()
                    + " ORDER BY position"))) {
      columns.put(row.get(0), row.get(1));
    }
    if (columns.isEmpty()) {
      throw RunFailedException.usage(
          "There is no table " + table + ", or the user may not see it.");
    }
    return columns;
  }

  private static void check(TableName table, Map<String, String> present, Iterable<String> names) {
    checkPresent(table, present, names);
    for (String name : names) {
      try {
        var unused = ColumnType.column(name, present.get(name));
      } catch (UnknownTypeException e) {
        throw RunFailedException.usage("Table " + table + ": " + e.getMessage());
      }
    }
  }

  private static void checkPresent(
      TableName table, Map<String, String> present, Iterable<String> names) {
    Set<String> missing = new TreeSet<>();
    names.forEach(missing::add);
    missing.removeAll(present.keySet());
    if (!missing.isEmpty()) {
      throw RunFailedException.usage(
          "Table "
              + table
              + " has no "
              + String.join(", ", missing)
              + ". Is it the table that --profile is for?");
    }
  }
}
