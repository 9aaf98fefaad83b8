/**
 * Tables of PostgreSQL: what the catalog says of them, how they are cut into units, and how rows of
 * {@code COPY … (FORMAT BINARY)} become rows of Parquet.
 */
package dev.parqueduct.io.postgres;
