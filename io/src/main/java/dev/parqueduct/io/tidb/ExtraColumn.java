package dev.parqueduct.io.tidb;

/** Columns that say where a row comes from. */
public enum ExtraColumn {
  /** {@code _tidb_table_id}: the id in the key, which is the partition's if there are some. */
  TABLE_ID,
  /** {@code _tidb_handle}: INT64, or the bytes in the key of a composite or textual handle. */
  HANDLE,
  /** {@code _tidb_commit_ts} and, as a timestamp in UTC, {@code _tidb_commit_time}. */
  COMMIT_TS,
  /** {@code _tidb_partition}: the name of the partition. */
  PARTITION,
  /** {@code _tidb_op}: {@code put} or {@code delete}. */
  OP
}
