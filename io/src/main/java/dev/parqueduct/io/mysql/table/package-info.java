/** The table that a Parquet schema becomes: types, sizes, keys, DDL. */
package dev.parqueduct.io.mysql.table;
