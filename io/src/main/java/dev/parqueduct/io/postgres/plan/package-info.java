/** Which tables are exported, and how they are cut into units. */
package dev.parqueduct.io.postgres.plan;
