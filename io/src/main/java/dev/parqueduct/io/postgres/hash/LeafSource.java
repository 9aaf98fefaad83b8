package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.ChunkScan;
import java.io.IOException;

/** Opens the leaf columns of a row group. */
interface LeafSource {
  ChunkScan scan(int leaf) throws IOException;
}
