/**
 * Tables of TiDB as they lie in TiKV: schemas, record keys, rows, and how their columns map to
 * Parquet.
 */
package dev.parqueduct.io.tidb;
