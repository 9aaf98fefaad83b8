/** {@code export-br}: backups of TiDB to Parquet. */
package dev.parqueduct.pipelines.exportbr;
