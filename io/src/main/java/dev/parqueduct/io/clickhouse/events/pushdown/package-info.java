/**
 * The join on the server: a chunk is cut into batches by its keys, and the server makes the events
 * of each and inserts them by itself, by the same rules in SQL.
 */
package dev.parqueduct.io.clickhouse.events.pushdown;
