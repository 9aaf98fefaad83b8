package dev.parqueduct.io.parquet;

import java.util.List;

/**
 * What a finished file holds.
 *
 * @param rows rows
 * @param bytes size of the file
 * @param rowGroups row groups
 * @param columns leaf columns in the order of the schema
 */
public record Summary(long rows, long bytes, int rowGroups, List<ColumnSummary> columns) {
  public Summary {
    columns = List.copyOf(columns);
  }
}
