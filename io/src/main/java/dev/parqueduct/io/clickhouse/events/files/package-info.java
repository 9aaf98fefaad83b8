/**
 * The join of exported Parquet files: which of them are read, how rows come to buckets by their
 * keys, which version of a row counts, and what becomes of a bucket.
 */
package dev.parqueduct.io.clickhouse.events.files;
