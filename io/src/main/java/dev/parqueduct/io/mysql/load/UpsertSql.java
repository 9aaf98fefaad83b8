package dev.parqueduct.io.mysql.load;

import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statement that writes rows, of the dialect that TiDB, MySQL and MariaDB share: a row whose
 * key is there takes the place of what was there. Columns that are not loaded stay as they are.
 */
final class UpsertSql {
  private final String begin;
  private final String row;
  private final String end;

  UpsertSql(TableName table, ImportColumns columns) {
    List<String> names = columns.names().stream().map(TableName::quoted).toList();
    this.begin = "INSERT INTO " + table.sql() + " (" + String.join(", ", names) + ") VALUES ";
    this.row = "(" + "?, ".repeat(names.size() - 1) + "?)";
    String updates =
        columns.all().stream()
            .filter(column -> !columns.isKey(column))
            .map(column -> TableName.quoted(column.name()))
            .map(name -> name + " = VALUES(" + name + ")")
            .collect(Collectors.joining(", "));
    String firstKey = TableName.quoted(columns.key().get(0));
    this.end =
        " ON DUPLICATE KEY UPDATE " + (updates.isEmpty() ? firstKey + " = " + firstKey : updates);
  }

  /** The statement for so many rows. */
  String of(int rows) {
    return begin + (row + ", ").repeat(rows - 1) + row + end;
  }
}
