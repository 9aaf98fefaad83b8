/**
 * The server of a backfill: how tables and values are written in SQL, how busy it is with the table
 * of events, and how patiently it is asked again.
 */
package dev.parqueduct.io.clickhouse.events.server;
