/** ClickHouse's HTTP interface: queries with settings and ids, inserts, and what failures mean. */
package dev.parqueduct.io.clickhouse.http;
