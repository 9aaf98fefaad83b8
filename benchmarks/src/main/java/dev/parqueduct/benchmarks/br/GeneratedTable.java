package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.Bytes;
import dev.parqueduct.io.br.testing.Table;
import java.util.SplittableRandom;

/** A table of which any row can be made without those before it. */
interface GeneratedTable {
  Table table();

  /** How many of a hundred rows of the backup are this table's. */
  int percent();

  /** The sums of no rows. */
  Sums sums();

  /** Makes rows; one for each thread. */
  Rows rows();

  /** Makes the rows of a table, one after the other, in the same buffers. */
  interface Rows {
    /** Appends the row with this id to {@code to} and adds its values to the sums. */
    void write(long id, SplittableRandom random, Bytes to, Sums sums);
  }
}
