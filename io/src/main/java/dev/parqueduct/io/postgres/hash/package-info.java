/**
 * The fingerprint of rows that PostgreSQL computes with its own hash functions, and that a Parquet
 * file must give again: SQL for the server, hashes of binary values, and a full read of files.
 */
package dev.parqueduct.io.postgres.hash;
