/** Exporting units of a database: statements, files and their names, and how a run goes on. */
package dev.parqueduct.io.postgres.export;
