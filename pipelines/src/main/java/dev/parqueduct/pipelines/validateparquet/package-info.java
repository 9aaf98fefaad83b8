/** {@code validate-parquet}: Parquet files, proven. */
package dev.parqueduct.pipelines.validateparquet;
