/** Connections to PostgreSQL: how they are made, what they may do, and which failures may pass. */
package dev.parqueduct.io.postgres.connect;
