/** Rows of Parquet files as values that a database of the MySQL protocol takes. */
package dev.parqueduct.io.mysql.rows;
