/**
 * What is to be done: the request, the partitions that it means, cut into {@link
 * dev.parqueduct.io.clickhouse.events.plan.Chunk}s that are recorded for later runs, and whether
 * the tables are such that it can be done.
 */
package dev.parqueduct.io.clickhouse.events.plan;
