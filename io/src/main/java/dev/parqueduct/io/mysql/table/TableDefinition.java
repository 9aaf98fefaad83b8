package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The DDL of a table: columns in the order of the files, the primary key, secondary indexes. */
public final class TableDefinition {
  private static final Pattern VARCHAR = Pattern.compile("VARCHAR\\(([0-9]+)\\)");
  private static final Pattern IN_ROW = Pattern.compile("(?:VAR)?(?:CHAR|BINARY)\\(([0-9]+)\\)");

  /** A row's own bytes, without what is kept aside, are limited to 65,535. */
  private static final int ROW_BYTES = 60_000;

  /** What an index takes of four bytes each. */
  private static final int INDEXED = 768;

  /** What is indexed of values that are too long for an index. */
  private static final String PREFIX = "(255)";

  private static final String END = ") DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private final TableName name;
  private final ImportColumns columns;
  private final List<String> indexes;
  private final Map<String, String> types;

  private TableDefinition(
      TableName name, ImportColumns columns, List<String> indexes, Map<String, String> types) {
    this.name = name;
    this.columns = columns;
    this.indexes = indexes;
    this.types = types;
  }

  /**
   * @param indexes names of the columns that get an index of their own
   * @param sizes of the columns' values, by name
   */
  public static TableDefinition of(
      TableName name, ImportColumns columns, List<String> indexes, Map<String, ValueSizes> sizes) {
    requireNonNull(name, "name");
    for (String index : indexes) {
      if (!columns.names().contains(index)) {
        throw RunFailedException.usage("--indexes: the files have no column " + index + ".");
      }
    }
    Map<String, String> types = new TreeMap<>();
    for (ImportColumn column : columns.all()) {
      ValueSizes values = sizes.getOrDefault(column.name(), ValueSizes.NONE);
      types.put(
          column.name(),
          columns.isKey(column) ? ColumnType.ofKey(column, values) : ColumnType.of(column, values));
    }
    fitRow(types, columns, sizes);
    return new TableDefinition(name, columns, List.copyOf(indexes), types);
  }

  /** Moves the longest texts out of a row that is too wide. */
  private static void fitRow(
      Map<String, String> types, ImportColumns columns, Map<String, ValueSizes> sizes) {
    while (rowBytes(types) > ROW_BYTES) {
      String widest =
          types.keySet().stream()
              .filter(column -> !columns.key().contains(column))
              .max(Comparator.comparingInt(column -> bytes(types.get(column))))
              .orElseThrow();
      if (bytes(types.get(widest)) == 0) {
        return;
      }
      int size = sizes.getOrDefault(widest, ValueSizes.NONE).bytes();
      types.put(
          widest, types.get(widest).contains("BINARY") ? "BLOB" : ColumnType.longText(2L * size));
    }
  }

  private static int rowBytes(Map<String, String> types) {
    return types.values().stream().mapToInt(TableDefinition::bytes).sum();
  }

  private static int bytes(String type) {
    Matcher inRow = IN_ROW.matcher(type);
    return inRow.matches()
        ? Integer.parseInt(inRow.group(1))
            * (type.contains("CHAR") ? ColumnType.CHARACTER_BYTES : 1)
        : 0;
  }

  public TableName name() {
    return name;
  }

  /** The SQL type of a column. */
  public String type(String column) {
    return types.get(column);
  }

  public String createDatabase() {
    return "CREATE DATABASE IF NOT EXISTS " + TableName.quoted(name.database());
  }

  /** The statement that makes the table, with its secondary indexes. */
  public String createTable() {
    List<String> keys = new ArrayList<>();
    for (String index : indexes) {
      keys.add("KEY " + TableName.quoted(index) + " (" + indexed(index) + ")");
    }
    return create(keys);
  }

  /** The statement that makes the table without secondary indexes. */
  public String createTableWithoutIndexes() {
    return create(List.of());
  }

  private String create(List<String> keys) {
    List<String> lines = new ArrayList<>();
    for (ImportColumn column : columns.all()) {
      boolean required =
          columns.isKey(column) || column.nullability() == ImportColumn.Nullability.REQUIRED;
      lines.add(
          TableName.quoted(column.name())
              + " "
              + types.get(column.name())
              + (required ? " NOT NULL" : " NULL"));
    }
    if (!columns.key().isEmpty()) {
      List<String> key = columns.key().stream().map(TableName::quoted).toList();
      lines.add("PRIMARY KEY (" + String.join(", ", key) + ")");
    }
    lines.addAll(keys);
    return "CREATE TABLE IF NOT EXISTS "
        + name.sql()
        + " (\n  "
        + String.join(",\n  ", lines)
        + "\n"
        + END;
  }

  /** The columns that get an index of their own. */
  public List<String> indexes() {
    return indexes;
  }

  /** The statement that adds the index of a column to a table that is there. */
  public static String createIndex(TableName table, String column, ExistingTable existing) {
    boolean isLong = existing.columns().get(column.toLowerCase(Locale.ROOT)).length() > INDEXED;
    String name = TableName.quoted(column);
    return "CREATE INDEX "
        + name
        + " ON "
        + table.sql()
        + " ("
        + name
        + (isLong ? PREFIX : "")
        + ")";
  }

  private String indexed(String column) {
    String type = types.get(column);
    Matcher text = VARCHAR.matcher(type);
    boolean isLong =
        text.matches() ? Integer.parseInt(text.group(1)) > INDEXED : type.matches(".*(TEXT|BLOB)");
    return TableName.quoted(column) + (isLong ? PREFIX : "");
  }
}
