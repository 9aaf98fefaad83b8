package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;

/** The handle of a row whose clustered primary key is not an integer: one value a key column. */
final class CommonHandle {
  private static final int LEAST_BYTES = 9;

  private final Datum[] values;
  private byte[] key;
  private int start;
  private int end;
  private boolean parsed;

  CommonHandle(int columns) {
    values = new Datum[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = new Datum();
    }
  }

  /** Takes the handle of the next row; it is not looked at unless a column needs it. */
  void reset(byte[] newKey, int length) throws BadValueException {
    key = newKey;
    start = RecordKey.handleStart(newKey, length);
    end = length;
    parsed = false;
    if (end - start < LEAST_BYTES) {
      throw new BadValueException(
          "the handle in the key has "
              + (end - start)
              + " bytes, one of key columns has 9 or more");
    }
  }

  void write(int part, ColumnDecoder decoder, RowWriter out) throws BadValueException {
    if (!parsed) {
      parse();
    }
    if (values[part].isNull()) {
      throw new BadValueException("NULL in the primary key");
    }
    values[part].write(decoder, out);
  }

  private void parse() throws BadValueException {
    int at = start;
    for (Datum value : values) {
      at = value.read(key, at, end);
    }
    // Short handles are filled up with zeros.
    while (at < end && key[at] == 0) {
      at++;
    }
    if (at < end) {
      throw new BadValueException("the handle in the key has more than its key columns");
    }
    parsed = true;
  }
}
