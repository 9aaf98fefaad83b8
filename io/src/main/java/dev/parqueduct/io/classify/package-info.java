/** Fills the classification column of files that were exported without it. */
package dev.parqueduct.io.classify;
