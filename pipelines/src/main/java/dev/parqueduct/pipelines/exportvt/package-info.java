/** {@code export-vt}: VirusTotal feed packages to deduplicated Parquet. */
package dev.parqueduct.pipelines.exportvt;
