package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.plan.SqlNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A table as the catalog knows it.
 *
 * @param oid of the relation
 * @param schema unquoted
 * @param name unquoted
 * @param kind pg_class.relkind
 * @param hasChildren whether partitions or other tables inherit from it
 * @param parent the table that it is a partition of, quoted; empty for none
 */
record SourceTable(
    long oid, String schema, String name, String kind, boolean hasChildren, String parent) {
  private static final String FIND =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relhassubclass
          AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid),
        CASE WHEN c.relispartition THEN
          (SELECT format('%I.%I', pn.nspname, p.relname) FROM pg_inherits i
             JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
             WHERE i.inhrelid = c.oid) END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname || '.' || c.relname = ?
      """;

  private static final String COLUMNS =
      "SELECT attname FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0"
          + " AND NOT attisdropped";

  private static final String KEY =
      """
      SELECT a.attname FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = ?::oid AND i.indisprimary ORDER BY k.place
      """;

  SourceTable {
    requireNonNull(schema, "schema");
    requireNonNull(name, "name");
    requireNonNull(parent, "parent");
  }

  /** Finds a table by schema and name with a dot between them, as files name it. */
  static Optional<SourceTable> find(Connection connection, String fullName) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, fullName);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String parent = row.getString(6);
        SourceTable found =
            new SourceTable(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                parent == null ? "" : parent);
        if (row.next()) {
          throw new IllegalArgumentException("the name " + fullName + " means several tables");
        }
        return Optional.of(found);
      }
    }
  }

  /**
   * Whether a relation is still there, or, if asked for a partition, still one.
   *
   * @param asPartition whether it must be a partition to count
   */
  static boolean isThere(Connection connection, long oid, boolean asPartition) throws SQLException {
    String sql =
        "SELECT EXISTS (SELECT FROM pg_class WHERE oid = ?::oid"
            + (asPartition ? " AND relispartition)" : ")");
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, oid);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  String fullName() {
    return schema + "." + name;
  }

  String quoted() {
    return SqlNames.quoted(schema) + "." + SqlNames.quoted(name);
  }

  /** What follows FROM: the rows of this table alone, as they were exported. */
  String from() {
    return hasBlocks() ? "ONLY " + quoted() : quoted();
  }

  /** Whether its rows are stored in blocks of its own. */
  boolean hasBlocks() {
    return kind.equals("r") || kind.equals("m");
  }

  /** Why it must not be dropped, even if files hold all of its rows; empty for no reason. */
  String keep() {
    return switch (kind) {
      case "v" -> "it is a view, which holds no rows: drop the tables that it shows";
      case "f" -> "it is a foreign table, whose rows are on another server";
      default ->
          hasChildren && !kind.equals("p")
              ? "tables inherit from it, and would go with it: validate and drop these first"
              : "";
    };
  }

  /** What keeps the columns of files from standing for all of the table; empty for nothing. */
  String columnProblem(Connection connection, List<PgColumn> exported) throws SQLException {
    TreeSet<String> here = new TreeSet<>(names(connection, COLUMNS));
    TreeSet<String> there = new TreeSet<>(exported.stream().map(PgColumn::name).toList());
    TreeSet<String> added = new TreeSet<>(here);
    added.removeAll(there);
    TreeSet<String> gone = new TreeSet<>(there);
    gone.removeAll(here);
    if (!added.isEmpty()) {
      return "the files do not hold its columns " + String.join(", ", added);
    }
    return gone.isEmpty() ? "" : "it has no columns " + String.join(", ", gone) + " any more";
  }

  /** The columns of the primary key; empty if there is none. */
  List<String> key(Connection connection) throws SQLException {
    return names(connection, KEY);
  }

  private List<String> names(Connection connection, String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, oid);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
