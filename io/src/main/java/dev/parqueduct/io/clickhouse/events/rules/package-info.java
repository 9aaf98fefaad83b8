/**
 * What an event is made of: observations and traces in memory, which columns are copied from them,
 * and how the others are made, by the rules of a {@link
 * dev.parqueduct.io.clickhouse.events.rules.Profile}.
 */
package dev.parqueduct.io.clickhouse.events.rules;
