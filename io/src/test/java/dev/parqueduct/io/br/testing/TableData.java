package dev.parqueduct.io.br.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds of a table: its rows, and in incremental backups the keys of deleted ones.
 */
public final class TableData {
  record Change(Map<String, Object> values, RowFormat format, boolean delete) {}

  final Table table;
  final List<Change> changes = new ArrayList<>();
  private RowFormat format = RowFormat.V2;

  private TableData(Table table) {
    this.table = table;
  }

  public static TableData of(Table table) {
    return new TableData(table);
  }

  /** The rows that follow are stored like this; version 2 without a checksum from the start. */
  public TableData as(RowFormat rowFormat) {
    format = rowFormat;
    return this;
  }

  /**
   * A row. A column that is not named is not in the stored row, as if it were added later; a value
   * of null is NULL. {@link Table#ROW_ID} may be given where the table has one, and counts from 1
   * else.
   *
   * @param namesAndValues column name, its value, column name, ...
   */
  public TableData row(Object... namesAndValues) {
    changes.add(new Change(map(namesAndValues), format, false));
    return this;
  }

  public TableData row(Map<String, Object> values) {
    changes.add(new Change(new LinkedHashMap<>(values), format, false));
    return this;
  }

  /** A deleted row, by the columns of its key (and the one that tells its partition). */
  public TableData delete(Object... namesAndValues) {
    changes.add(new Change(map(namesAndValues), format, true));
    return this;
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }
}
