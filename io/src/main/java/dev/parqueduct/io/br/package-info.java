/**
 * Backups made by BR, TiDB's backup tool: what a backup holds, where its objects are, how they are
 * encrypted, and which of them an export must read.
 */
package dev.parqueduct.io.br;
