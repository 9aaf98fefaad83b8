/**
 * Exported Parquet files as Apache Iceberg tables (format version 2): the metadata only; the data
 * files stay where they are.
 */
package dev.parqueduct.io.iceberg;
