/** Proving that a table holds the rows of files: counts, and fingerprints of columns. */
package dev.parqueduct.io.mysql.verify;
