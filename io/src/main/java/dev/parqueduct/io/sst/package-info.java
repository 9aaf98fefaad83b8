/** SSTs: the block-based tables of RocksDB, as backups of TiKV store them. */
package dev.parqueduct.io.sst;
