package dev.parqueduct.io.mysql.rows;

import dev.parqueduct.io.parquet.FileScan;

/** The name of each row: that of its file, and its number in it. */
final class NameCursor implements ValueCursor {
  private final String file;
  private long row;

  /**
   * @param firstRow number of the first row in the file, from 0
   */
  NameCursor(String file, long firstRow) {
    this.file = file;
    this.row = firstRow - 1;
  }

  @Override
  public void open(FileScan scan, int group) {}

  @Override
  public void next() {
    row++;
  }

  @Override
  public void end() {}

  @Override
  public Object value() {
    return file + "#" + row;
  }
}
