/**
 * Makes synthetic backups of TiDB and TiKV, as nobody publishes them. Everything here is written
 * from the formats alone and shares no code with the readers that it tests; what can be compared
 * with tikv-client-java and RocksDB is.
 */
package dev.parqueduct.io.br.testing;
