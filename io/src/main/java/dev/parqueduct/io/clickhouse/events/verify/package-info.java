/**
 * The proof: the server makes the events of a chunk once more, by SQL that was written for this
 * alone, and they are compared with those in the table, down to rows and columns.
 */
package dev.parqueduct.io.clickhouse.events.verify;
