/**
 * The ledger of an output folder: which units of work are done, from what sources and with what
 * files. It is what lets a run that was stopped anywhere go on where it stood.
 */
package dev.parqueduct.io.ledger;
