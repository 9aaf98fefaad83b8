package dev.parqueduct.io.clickhouse.events.server;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;

/**
 * A table.
 *
 * @param database it is in
 * @param table its name there
 */
public record TableName(String database, String table) implements Serializable {
  public TableName {
    requireNonNull(database, "database");
    requireNonNull(table, "table");
  }

  /**
   * A name as options have it, {@code table} or {@code database.table}.
   *
   * @param option that has it, for the message
   */
  public static TableName parse(String option, String name, String defaultDatabase) {
    String[] parts = name.strip().split("\\.", -1);
    if (parts.length > 2 || parts[parts.length - 1].isBlank() || parts[0].isBlank()) {
      throw RunFailedException.usage(
          "--" + option + "=" + name + " is no name of a table: use table or database.table.");
    }
    return parts.length == 2
        ? new TableName(parts[0], parts[1])
        : new TableName(defaultDatabase, parts[0]);
  }

  /** In SQL. */
  public String sql() {
    return SqlText.name(database) + "." + SqlText.name(table);
  }

  /** The condition that finds it in system tables. */
  public String condition() {
    return "database = " + SqlText.literal(database) + " AND table = " + SqlText.literal(table);
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
