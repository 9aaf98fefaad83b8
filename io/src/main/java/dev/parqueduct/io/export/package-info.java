/**
 * Exporting a unit of work: its rows into files of bounded size that become final together, and
 * then its entry in the ledger.
 */
package dev.parqueduct.io.export;
