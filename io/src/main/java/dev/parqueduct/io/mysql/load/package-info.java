/** Loading the rows of Parquet files into a table: planning, reading, upserts. */
package dev.parqueduct.io.mysql.load;
