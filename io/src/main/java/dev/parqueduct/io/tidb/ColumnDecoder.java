package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;

/** Turns the stored values of one column into those of a leaf column of the file. */
abstract class ColumnDecoder {
  final int slot;

  ColumnDecoder(int slot) {
    this.slot = slot;
  }

  /** Writes a value that lies as in rows of format 2. */
  abstract void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException;

  /** Writes a value that rows of format 1 and keys have as a number of 64 bits. */
  void number(long value, RowWriter out) throws BadValueException {
    throw new BadValueException("a number where the column has none: " + value);
  }

  void missing(RowWriter out) {
    out.setNull(slot);
  }
}
