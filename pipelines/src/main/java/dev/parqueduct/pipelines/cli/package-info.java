/**
 * The command line: which pipelines there are, help, and how failures become messages and exit
 * codes.
 */
package dev.parqueduct.pipelines.cli;
