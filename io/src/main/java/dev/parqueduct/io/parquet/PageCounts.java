package dev.parqueduct.io.parquet;

/**
 * What a data page holds.
 *
 * @param firstRow number of its first row in the row group
 * @param values values, nulls and empty lists included
 * @param nulls nulls and empty lists
 */
record PageCounts(long firstRow, int values, int nulls) {}
