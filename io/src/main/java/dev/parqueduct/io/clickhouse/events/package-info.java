/**
 * The backfill of {@code events} from observations and traces: chunks of the partitions by ranges
 * of projects and days, the traces that matter to each, the rules of a {@link
 * dev.parqueduct.io.clickhouse.events.Profile}, and inserts that are never done twice.
 */
package dev.parqueduct.io.clickhouse.events;
