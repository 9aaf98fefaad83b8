/**
 * A ClickHouse server on this machine, for tests and demos: the engine as a shared library, in a
 * process of its own.
 */
package dev.parqueduct.io.clickhouse.local;
