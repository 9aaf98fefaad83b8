package dev.parqueduct.io.mysql.rows;

import dev.parqueduct.io.parquet.FileScan;
import java.io.IOException;

/** Stands at one value after the other of a column of the table. */
interface ValueCursor {
  /** Begins a row group. */
  void open(FileScan scan, int group) throws IOException;

  /** Moves to the next row; there must be one. */
  void next() throws IOException;

  /** Lets the reader compare counts and bounds, which it does behind the last page. */
  void end() throws IOException;

  /** A text, bytes, a {@link Problem}, or null. */
  Object value();
}
