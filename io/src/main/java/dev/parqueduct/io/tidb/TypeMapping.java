package dev.parqueduct.io.tidb;

/** Which Parquet types the columns of a table become. */
public enum TypeMapping implements RowChoice {
  /** The type that says most: dates, decimals, unsigned numbers. */
  LOGICAL,
  /**
   * Few types: signed integers are INT64, floating-point numbers DOUBLE, bytes and bits BINARY, and
   * all else is text as TiDB prints it.
   */
  STRINGS
}
