package dev.parqueduct.io.postgres.export;

/** Which folder of the output a file goes to. */
public enum Layout {
  /** {@code year=YYYY/month=MM/half=01|02/}, by the timestamps of its rows. */
  HIVE_DATE,
  /** {@code schema.table/}. */
  BY_PARTITION,
  /** The output itself. */
  FLAT
}
