package dev.parqueduct.io.mysql.verify;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of a table with its files has found.
 *
 * @param ranges where in the files rows differ
 * @param rows some of these rows
 */
public record VerifyOutcome(
    String table,
    long rowsInFiles,
    long rowsInTable,
    List<Column> columns,
    Verdict verdict,
    List<Range> ranges,
    List<Row> rows) {
  /** Whether the two are equal. */
  public enum Verdict {
    EQUAL,
    DIFFERENT
  }

  /** What is the matter with a row. */
  public enum Kind {
    MISSING_IN_TABLE,
    MISSING_IN_FILES,
    DIFFERENT_VALUES
  }

  /** A column's fingerprints. */
  public record Column(String name, boolean equal, long inFiles, long inTable) {}

  /**
   * Rows of a file that differ in the same way.
   *
   * @param file empty for rows that are in no file
   * @param firstRow from 1
   * @param columns that differ
   */
  public record Range(
      String file, Kind kind, List<String> columns, long count, long firstRow, long lastRow) {}

  /**
   * A row that differs.
   *
   * @param row its number in the file, from 1; 0 if it is in none
   */
  public record Row(String key, String file, long row, Kind kind, List<String> columns) {}

  public VerifyOutcome {
    requireNonNull(table, "table");
    requireNonNull(verdict, "verdict");
    columns = List.copyOf(columns);
    ranges = List.copyOf(ranges);
    rows = List.copyOf(rows);
  }

  public boolean isEqual() {
    return verdict == Verdict.EQUAL;
  }

  /** One line on what differs. */
  public String problem() {
    if (isEqual()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (rowsInFiles != rowsInTable) {
      parts.add(String.format("%,d rows in the files, %,d in the table", rowsInFiles, rowsInTable));
    }
    List<String> differing =
        columns.stream().filter(column -> !column.equal()).map(Column::name).toList();
    if (!differing.isEmpty()) {
      parts.add("the fingerprints of " + String.join(", ", differing) + " differ");
    }
    for (Range range : ranges.subList(0, Math.min(3, ranges.size()))) {
      parts.add(words(range));
    }
    return "The table " + table + " is not what the files are: " + String.join("; ", parts) + ".";
  }

  /** A range in words. */
  public static String words(Range range) {
    String where =
        range.file().isEmpty()
            ? ""
            : range.firstRow() == range.lastRow()
                ? String.format(" (%s, row %,d)", range.file(), range.firstRow())
                : String.format(
                    " (%s, rows %,d to %,d)", range.file(), range.firstRow(), range.lastRow());
    return switch (range.kind()) {
          case MISSING_IN_TABLE -> String.format("%,d missing in the table", range.count());
          case MISSING_IN_FILES -> String.format("%,d in no file", range.count());
          case DIFFERENT_VALUES ->
              String.format(
                  "%,d with another %s", range.count(), String.join(", ", range.columns()));
        }
        + where;
  }

  /** The outcome as what becomes JSON. */
  public Map<String, Object> section() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("table", table);
    section.put("verdict", isEqual() ? "equal" : "different");
    section.put("rowsInFiles", rowsInFiles);
    section.put("rowsInTable", rowsInTable);
    List<Map<String, Object>> fingerprints = new ArrayList<>();
    for (Column column : columns) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("column", column.name());
      each.put("equal", column.equal());
      each.put("inFiles", String.format("%016x", column.inFiles()));
      each.put("inTable", String.format("%016x", column.inTable()));
      fingerprints.add(each);
    }
    section.put("columns", fingerprints);
    section.put("ranges", ranges);
    section.put("rows", rows);
    return section;
  }
}
