/**
 * ClickHouse's format Native, as its HTTP interface speaks it (client revision 0): blocks of
 * columns, in LZ4 frames with CityHash128 checksums. Columns are kept as the bytes they came in, so
 * that what does not change is never taken apart. A type that is not known is an error that names
 * the column.
 */
package dev.parqueduct.io.clickhouse.wire;
