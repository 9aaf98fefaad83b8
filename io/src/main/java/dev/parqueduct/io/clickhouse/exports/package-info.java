/**
 * Parquet files that ClickHouse exported, read as columns of its format Native: the other way into
 * what is made of rows of a database.
 */
package dev.parqueduct.io.clickhouse.exports;
