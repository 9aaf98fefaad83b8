/** What TiDB Lightning and IMPORT INTO need to load Parquet files: names, routes, checks. */
package dev.parqueduct.io.mysql.lightning;
