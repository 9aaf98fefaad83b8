/** {@code export-postgres}: tables of PostgreSQL to Parquet. */
package dev.parqueduct.pipelines.exportpostgres;
