/**
 * Rows of {@code COPY … TO STDOUT (FORMAT BINARY)}: the stream, the binary forms of the types, and
 * what they become in Parquet.
 */
package dev.parqueduct.io.postgres.copy;
