package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table as the server describes it.
 *
 * @param columns by lower-case name
 * @param uniqueKeys columns of each unique index, in lower case, by its name
 * @param indexedColumns the first columns of all indexes, in lower case
 */
public record ExistingTable(
    Map<String, Column> columns,
    Map<String, List<String>> uniqueKeys,
    List<String> indexedColumns) {
  private static final String COLUMNS =
      "SELECT column_name, is_nullable, column_default, extra, datetime_precision,"
          + " character_maximum_length"
          + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ?";
  private static final String INDEXES =
      "SELECT index_name, non_unique, column_name, seq_in_index"
          + " FROM information_schema.statistics WHERE table_schema = ? AND table_name = ?"
          + " ORDER BY index_name, seq_in_index";

  /**
   * A column.
   *
   * @param needed whether it must be given a value
   * @param fraction digits of a second's fraction that it holds; -1 if it is no time
   * @param length of text or bytes that it holds at most; -1 if it is neither
   */
  public record Column(boolean needed, int fraction, long length) {}

  public ExistingTable {
    requireNonNull(columns, "columns");
    requireNonNull(uniqueKeys, "uniqueKeys");
    requireNonNull(indexedColumns, "indexedColumns");
  }

  /** Asks the server; nothing if there is no such table, or none that the user may see. */
  public static Optional<ExistingTable> find(Connection connection, TableName name)
      throws SQLException {
    Map<String, Column> columns = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      ResultSet rows = query(statement, name);
      while (rows.next()) {
        String column = rows.getString(1).toLowerCase(Locale.ROOT);
        String extra = String.valueOf(rows.getString(4)).toLowerCase(Locale.ROOT);
        boolean needed =
            "NO".equalsIgnoreCase(rows.getString(2))
                && rows.getString(3) == null
                && !extra.contains("auto_increment")
                && !extra.contains("generated");
        columns.put(
            column,
            new Column(
                needed,
                rows.getString(5) == null ? -1 : rows.getInt(5),
                rows.getString(6) == null ? -1 : rows.getLong(6)));
      }
    }
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> unique = new TreeMap<>();
    List<String> indexed = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      ResultSet rows = query(statement, name);
      while (rows.next()) {
        String column = String.valueOf(rows.getString(3)).toLowerCase(Locale.ROOT);
        if (rows.getInt(4) == 1) {
          indexed.add(column);
        }
        if (rows.getInt(2) == 0) {
          unique.computeIfAbsent(rows.getString(1), unused -> new ArrayList<>()).add(column);
        }
      }
    }
    return Optional.of(new ExistingTable(columns, unique, indexed));
  }

  private static ResultSet query(PreparedStatement statement, TableName name) throws SQLException {
    statement.setString(1, name.database());
    statement.setString(2, name.table());
    return statement.executeQuery();
  }

  /** Whether the table has any row. */
  public static boolean hasRows(Connection connection, TableName name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM " + name.sql() + " LIMIT 1")) {
      return rows.next();
    }
  }

  /**
   * Checks that upserts of these columns do what they should.
   *
   * @throws RunFailedException with exit code 2 if they would not
   */
  public void check(TableName name, ImportColumns wanted) {
    List<String> missing =
        wanted.names().stream()
            .filter(column -> !columns.containsKey(column.toLowerCase(Locale.ROOT)))
            .toList();
    if (!missing.isEmpty()) {
      throw wrong(
          name,
          "has no column "
              + String.join(", ", missing)
              + ". Add it, leave it out with --skipColumns, or load into another --table");
    }
    List<String> given =
        wanted.names().stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
    List<String> needed =
        columns.keySet().stream()
            .filter(column -> columns.get(column).needed() && !given.contains(column))
            .toList();
    if (!needed.isEmpty()) {
      throw wrong(
          name,
          "has columns without a default that the files do not have: "
              + String.join(", ", needed)
              + ". Give them a default");
    }
    List<String> key =
        wanted.key().stream().map(column -> column.toLowerCase(Locale.ROOT)).sorted().toList();
    boolean found = false;
    for (Map.Entry<String, List<String>> unique : uniqueKeys.entrySet()) {
      boolean same = unique.getValue().stream().sorted().toList().equals(key);
      found |= same;
      // A row that meets another one in a second unique index would overwrite that one.
      if (!same && given.containsAll(unique.getValue())) {
        throw wrong(
            name,
            "has a unique index "
                + unique.getKey()
                + " on "
                + unique.getValue()
                + " beside the key "
                + key
                + ": rows that are equal in it would overwrite each other. Drop it, or name its"
                + " columns as --primaryKey");
      }
    }
    if (!found) {
      throw wrong(
          name,
          "has no primary key or unique index on "
              + key
              + ", so that a second run would add each row again. Add one, or name the table's own"
              + " with --primaryKey");
    }
  }

  /** Checks that times keep their fractions: a server rounds them in silence. */
  public void checkFractions(TableName name, ImportColumns wanted, Map<String, ValueSizes> sizes) {
    for (ImportColumn column : wanted.all()) {
      int held = columns.get(column.name().toLowerCase(Locale.ROOT)).fraction();
      int needed =
          switch (column.kind()) {
            case TIME_MILLIS -> 3;
            case TIME_MICROS -> 6;
            default -> sizes.getOrDefault(column.name(), ValueSizes.NONE).fraction();
          };
      if (held >= 0 && held < needed) {
        throw wrong(
            name,
            "holds "
                + held
                + " digits of the fraction of a second in "
                + column.name()
                + ", and the files have "
                + needed
                + ". Change its type");
      }
    }
  }

  private static RunFailedException wrong(TableName name, String what) {
    return RunFailedException.usage("The table " + name + " " + what + ".");
  }
}
