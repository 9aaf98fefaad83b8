package dev.parqueduct.io.postgres;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgColumn.Conversion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads from the catalog of a database what the columns of relations and queries are. */
public final class PgCatalog {
  /**
   * Declared NOT NULL, by which rows can be counted on: not where a server elsewhere has the rows,
   * nor where a constraint was never checked, which is possible from PostgreSQL 18 on.
   */
  private static final String NOT_NULL =
      """
      a.attnotnull and r.relkind <> 'f' and not exists (
        select from pg_catalog.pg_constraint c
        where c.conrelid = a.attrelid and c.contype = 'n' and not c.convalidated
          and c.conkey = array[a.attnum])""";

  /** System columns have numbers below 1. */
  private static final String COLUMNS =
      """
      select a.attname, a.atttypid, a.atttypmod, a.attndims,
      """
          + NOT_NULL
          + """

      from pg_catalog.pg_class r join pg_catalog.pg_attribute a on a.attrelid = r.oid
      where r.oid = ? and r.relkind in ('r', 'p', 'v', 'm', 'f')
        and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  private final Connection connection;
  private final TypeCatalog types;

  private PgCatalog(Connection connection) {
    this.connection = requireNonNull(connection, "connection");
    this.types = new TypeCatalog(connection);
  }

  /** The catalog that a connection sees; the connection stays its owner's. */
  public static PgCatalog of(Connection connection) {
    return new PgCatalog(connection);
  }

  /**
   * The columns of a relation, in order; those that were dropped are no longer there, those that
   * are generated are.
   *
   * @param oid of a table, partition, view, materialized view or foreign table
   * @throws IllegalArgumentException when it is none, or has no columns
   */
  public List<PgColumn> columnsOf(long oid) throws SQLException {
    List<PgColumn> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          PgType type = types.type(result.getLong(2), result.getInt(3), result.getInt(4));
          columns.add(
              new PgColumn(result.getString(1), type, result.getBoolean(5), Conversion.NONE));
        }
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no table, view or foreign table with columns that has oid " + oid);
    }
    return columns;
  }

  /** The columns of a query, in order; it is described, not run. */
  public List<PgColumn> columnsOfQuery(String select) throws SQLException {
    List<PgColumn> columns = new ArrayList<>();
    for (QueryColumns.Described column : QueryColumns.describe(connection, select)) {
      int dimensions = dimensions(column);
      PgType type = types.type(column.type(), column.typmod(), dimensions);
      columns.add(new PgColumn(column.name(), type, false, Conversion.NONE));
    }
    return columns;
  }

  /** The declared dimensions of the column of a table that a query shows, else 0. */
  private int dimensions(QueryColumns.Described column) throws SQLException {
    if (column.table() == 0) {
      return 0;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select attndims from pg_catalog.pg_attribute where attrelid = ? and attnum = ?")) {
      statement.setLong(1, column.table());
      statement.setInt(2, column.number());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getInt(1) : 0;
      }
    }
  }
}
