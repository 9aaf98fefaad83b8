package dev.parqueduct.io.parquet;

/** New values for a column of byte strings. */
@FunctionalInterface
public interface ColumnReplacement {
  /** The new value of a row, or null if it keeps what it has. */
  byte[] value(int rowGroup, int row);
}
