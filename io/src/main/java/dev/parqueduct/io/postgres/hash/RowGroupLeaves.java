package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.FileScan;

/** The leaf columns of a row group. */
record RowGroupLeaves(FileScan file, int group) {
  ChunkScan scan(int leaf) {
    return file.scan(group, leaf);
  }

  ChunkScan scanBesideOthers(int leaf) {
    return file.scanBesideOthers(group, leaf);
  }
}
