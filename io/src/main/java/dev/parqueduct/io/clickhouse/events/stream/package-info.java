/**
 * The join in this process: what is asked of the server for a chunk, in which order observations
 * come, and how they meet their traces.
 */
package dev.parqueduct.io.clickhouse.events.stream;
