package dev.parqueduct.io.mysql.load;

import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.rows.Workers;
import dev.parqueduct.io.mysql.table.ColumnKind;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.ValueSizes;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out how large the values of the columns are, from the files. */
public final class TableSizes {
  /** Which columns are looked at. */
  public enum Wanted {
    /** All whose types have a size. */
    ALL,
    /** Times. */
    FRACTIONS
  }

  private TableSizes() {}

  /** The sizes by the columns' names; of columns that have none nothing is said. */
  public static Map<String, ValueSizes> of(
      ImportColumns columns, List<String> paths, Wanted wanted, ObjectStore store, Workers workers)
      throws IOException {
    Map<String, ValueSizes> all = new TreeMap<>();
    for (Map<String, ValueSizes> sizes :
        workers.map(paths, path -> ofFile(columns, path, wanted, store))) {
      sizes.forEach((name, ofColumn) -> all.merge(name, ofColumn, ValueSizes::and));
    }
    for (ImportColumn column : columns.all()) {
      if (column.leaf() == ImportColumn.ROW_NAME) {
        int longest = paths.stream().mapToInt(String::length).max().orElse(0) + 11;
        all.put(column.name(), new ValueSizes(longest / 2, 4 * longest, -1, false, 0));
      }
    }
    return all;
  }

  private static Map<String, ValueSizes> ofFile(
      ImportColumns columns, String path, Wanted wanted, ObjectStore store) throws IOException {
    Map<String, ValueSizes> sizes = new TreeMap<>();
    return RowReader.inFile(
        store,
        path,
        scan -> {
          for (ImportColumn column : columns.in(scan.schema()).all()) {
            boolean isBytes = column.kind() == ColumnKind.TEXT || column.kind() == ColumnKind.BYTES;
            if (column.kind().isSized()
                && !column.isNested()
                && column.leaf() != ImportColumn.ROW_NAME
                && (wanted == Wanted.ALL || !isBytes)) {
              sizes.put(column.name(), ValueSizes.of(scan, column));
            }
          }
          return sizes;
        });
  }
}
