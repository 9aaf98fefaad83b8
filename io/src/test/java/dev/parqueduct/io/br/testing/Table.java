package dev.parqueduct.io.br.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A TiDB table. Key columns are written as in SQL: {@code "name"}, or {@code "name(10)"} for the
 * first ten characters.
 */
public final class Table {
  /** Name of the row id of tables without a clustered key, also in rows. */
  public static final String ROW_ID = "_tidb_rowid";

  /** A column in a key; {@code length} is -1 for all of it. */
  record KeyPart(Column column, int length) {}

  record Index(long id, String name, List<KeyPart> parts, boolean primary, boolean unique) {}

  record Partition(long id, String name, String lessThan) {}

  enum Layout {
    ROW_ID,
    INT_HANDLE,
    COMMON_HANDLE
  }

  final long id;
  final String name;
  final List<Column> columns;
  final List<Index> indexes = new ArrayList<>();
  final List<Partition> partitions = new ArrayList<>();
  Layout layout = Layout.ROW_ID;
  List<KeyPart> key = List.of();
  Column partitionedBy;
  boolean view;

  private Table(long id, String name, List<Column> columns) {
    this.id = id;
    this.name = name;
    this.columns = columns;
    long next = 1;
    Set<Long> seen = new HashSet<>();
    for (Column column : columns) {
      if (column.id == 0) {
        column.id = next;
      }
      if (!seen.add(column.id)) {
        throw new IllegalArgumentException("two columns have the id " + column.id);
      }
      next = Math.max(next, column.id + 1);
    }
  }

  /** A table without a primary key; columns without an id are numbered from 1. */
  public static Table of(long id, String name, Column... columns) {
    return new Table(id, name, List.of(columns));
  }

  /** The integer primary key is the handle (pk_is_handle). */
  public Table primaryKeyHandle(String column) {
    layout = Layout.INT_HANDLE;
    key = parts(column);
    mark(key);
    return this;
  }

  /** The primary key is the handle, and no single integer. */
  public Table clusteredKey(String... keyColumns) {
    layout = Layout.COMMON_HANDLE;
    key = parts(keyColumns);
    mark(key);
    indexes.add(new Index(indexes.size() + 1, "PRIMARY", key, true, true));
    return this;
  }

  /** A primary key beside the rows, which are found by a hidden row id. */
  public Table nonClusteredKey(String... keyColumns) {
    List<KeyPart> parts = parts(keyColumns);
    mark(parts);
    indexes.add(new Index(indexes.size() + 1, "PRIMARY", parts, true, true));
    return this;
  }

  public Table index(String indexName, String... indexColumns) {
    indexes.add(new Index(indexes.size() + 1, indexName, parts(indexColumns), false, false));
    return this;
  }

  public Table partitionedBy(String column) {
    partitionedBy = column(column);
    return this;
  }

  /** The next range of the partitioning; {@code lessThan} is a number or MAXVALUE. */
  public Table partition(long partitionId, String partitionName, String lessThan) {
    partitions.add(new Partition(partitionId, partitionName, lessThan));
    return this;
  }

  /** Not a table but a view, which has no rows. */
  public Table asView() {
    view = true;
    return this;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The TableInfo document of this table. */
  public String toJson() {
    return TableJson.of(this);
  }

  Column column(String columnName) {
    return columns.stream()
        .filter(each -> each.name.equals(columnName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + columnName));
  }

  Partition partitionOf(long value) {
    for (Partition each : partitions) {
      if (each.lessThan.equals("MAXVALUE") || value < Long.parseLong(each.lessThan)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no partition of %s takes %d".formatted(name, value));
  }

  /** Whether the column is left out of rows, because the key has it. */
  boolean isInHandle(Column column, boolean newCollations) {
    if (layout == Layout.INT_HANDLE) {
      return key.get(0).column() == column;
    }
    return layout == Layout.COMMON_HANDLE
        && key.stream().anyMatch(each -> each.column() == column && each.length() < 0)
        && !column.needsRestoredData(newCollations);
  }

  private List<KeyPart> parts(String... keyColumns) {
    List<KeyPart> parts = new ArrayList<>();
    for (String each : keyColumns) {
      int open = each.indexOf('(');
      parts.add(
          open < 0
              ? new KeyPart(column(each), -1)
              : new KeyPart(
                  column(each.substring(0, open)),
                  Integer.parseInt(each.substring(open + 1, each.length() - 1))));
    }
    return parts;
  }

  private static void mark(List<KeyPart> parts) {
    parts.forEach(each -> each.column().flag(Column.NOT_NULL | Column.PRIMARY));
  }
}
