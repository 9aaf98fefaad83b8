/**
 * Validating Parquet files: against their own names and checksums, against the ledger of the run
 * that wrote them, and against each other.
 */
package dev.parqueduct.io.validate;
