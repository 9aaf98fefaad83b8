/** The backfill of events in ClickHouse. */
package dev.parqueduct.transforms.clickhouse;
