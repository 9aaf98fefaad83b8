package dev.parqueduct.io.postgres.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the planner of the server knows of a table; nothing here reads more of it than a sample.
 *
 * @param fileNode of its storage, 0 if there is none
 * @param blocks it has now
 * @param bytes with what is stored out of line
 * @param rows an estimate, -1 if there is none
 */
record TableStatistics(long fileNode, long blocks, long bytes, long rows) {
  /** Enough for cuts that are even within a few percent. */
  private static final int SAMPLED_BLOCKS = 300;

  static final TableStatistics NONE = new TableStatistics(0, 0, 0, -1);

  static TableStatistics of(Relation relation, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(pg_relation_filenode(oid), 0)::int8,"
                + " pg_relation_size(oid) / current_setting('block_size')::int8,"
                + " pg_table_size(oid), relpages::int8, reltuples::float8"
                + " FROM pg_class WHERE oid = ?::oid")) {
      statement.setLong(1, relation.oid());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return NONE;
        }
        long blocks = row.getLong(2);
        return new TableStatistics(
            row.getLong(1),
            blocks,
            row.getLong(3),
            estimate(row.getLong(4), row.getDouble(5), blocks));
      }
    }
  }

  /** As the server does it: the density when it was last looked at, times what it is now. */
  private static long estimate(long pagesThen, double rowsThen, long blocks) {
    if (rowsThen < 0 || (pagesThen == 0 && blocks > 0)) {
      return -1;
    }
    return pagesThen == 0 ? 0 : Math.round(rowsThen / pagesThen * blocks);
  }

  /** Whether an index finds rows by a column: it begins with it and leaves out none. */
  static boolean isIndexed(Relation relation, String column, Connection connection)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                + " JOIN pg_am m ON m.oid = c.relam"
                + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                + " WHERE i.indrelid = ?::oid AND i.indisvalid AND i.indpred IS NULL"
                + " AND m.amname = 'btree' AND a.attname = ? LIMIT 1")) {
      statement.setLong(1, relation.oid());
      statement.setString(2, column);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Values that cut the rows into equal parts, ascending, from what ANALYZE has left. */
  static List<String> histogram(Relation relation, String column, Connection connection)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT unnest(histogram_bounds::text::text[]) FROM pg_stats"
                + " WHERE schemaname = ? AND tablename = ? AND attname = ? AND NOT inherited")) {
      statement.setString(1, relation.schema());
      statement.setString(2, relation.name());
      statement.setString(3, column);
      return texts(statement);
    }
  }

  /** The same from a sample of the table's blocks, which is the same every time. */
  List<String> sample(Relation relation, String column, int parts, Connection connection)
      throws SQLException {
    double percent = Math.min(100, 100.0 * SAMPLED_BLOCKS / Math.max(1, blocks));
    String fractions =
        IntStream.rangeClosed(0, parts)
            .mapToObj(i -> String.valueOf((double) i / parts))
            .collect(Collectors.joining(","));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT unnest(percentile_disc(ARRAY["
                + fractions
                + "]::float8[]) WITHIN GROUP (ORDER BY "
                + SqlNames.quoted(column)
                + "))::text FROM "
                + TableSource.of(relation).from()
                + " TABLESAMPLE SYSTEM ("
                + percent
                + ") REPEATABLE (1)")) {
      return texts(statement);
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getString(1) != null) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }
}
