/**
 * How events come into their table once: blocks with tokens, what is recorded of a chunk while it
 * is under way, rows that are refused, tables to stage in, and waits for merges.
 */
package dev.parqueduct.io.clickhouse.events.insert;
