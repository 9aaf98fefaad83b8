/**
 * Level 3 of validation: the rows of files against those of the database they are from, down to
 * single rows, and the drop that only an equal outcome allows.
 */
package dev.parqueduct.io.validate.source;
