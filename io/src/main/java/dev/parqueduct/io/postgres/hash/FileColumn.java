package dev.parqueduct.io.postgres.hash;

import java.io.IOException;

/** A column of the table as it is in a file. */
interface FileColumn {
  /**
   * Reads the column's part of a row group, and carries the hashes of the rows on over it.
   *
   * @param rows for each sum the hashes of all rows of the row group
   */
  void addTo(long[][] rows, LeafSource leaves) throws IOException;
}
