/** Exporting tables of PostgreSQL. */
package dev.parqueduct.transforms.postgres;
