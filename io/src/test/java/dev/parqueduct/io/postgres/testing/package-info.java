/** A real server of PostgreSQL, for the tests of all modules. */
package dev.parqueduct.io.postgres.testing;
