/** The pipeline that loads exported files into TiDB, or another database of the MySQL protocol. */
package dev.parqueduct.pipelines.importtidb;
