package dev.parqueduct.io.postgres.hash;

import java.io.IOException;

/** A column of the table as it is in a file. */
interface FileColumn {
  /**
   * Reads the column's part of a row group, and carries the hashes of the rows on over it.
   *
   * @param rows all rows of the row group
   */
  void addTo(RowHashes rows, RowGroupLeaves leaves) throws IOException;
}
