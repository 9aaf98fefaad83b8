package dev.parqueduct.io.mysql.rows;

import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import java.io.IOException;

/** Stands at one value after the other of a column that is not repeated. */
final class ColumnCursor implements ValueCursor {
  private final CellForm form;
  private final int leaf;
  private ChunkScan chunk;
  private PageValues page;
  private Object[] dictionary = new Object[0];
  private int maxDefinition;
  private int levels;
  private int level;
  private int value;
  private int current;
  private boolean isNull;

  ColumnCursor(ImportColumn column) {
    this.form = new CellForm(column);
    this.leaf = column.leaf();
  }

  @Override
  public void open(FileScan scan, int group) throws IOException {
    chunk = scan.scanBesideOthers(group, leaf);
    page = chunk.page();
    maxDefinition = chunk.descriptor().getMaxDefinitionLevel();
    dictionary = new Object[0];
    levels = 0;
    level = 0;
    value = 0;
    isNull = true;
  }

  @Override
  public void next() throws IOException {
    while (level >= levels) {
      if (!chunk.next()) {
        throw new DamagedFileException("a column has fewer values than its row group has rows");
      }
      levels = page.levels();
      level = 0;
      value = 0;
    }
    isNull = page.count() < page.levels() && page.definitions()[level] < maxDefinition;
    current = value;
    value += isNull ? 0 : 1;
    level++;
  }

  @Override
  public void end() throws IOException {
    if (chunk.next()) {
      throw new DamagedFileException("a column has more values than its row group has rows");
    }
  }

  @Override
  public Object value() {
    if (isNull) {
      return null;
    }
    if (!page.isDictionary()) {
      return form.value(page.values(), current);
    }
    int index = page.indices()[current];
    if (dictionary.length < page.values().count()) {
      dictionary = new Object[page.values().count()];
    }
    if (dictionary[index] == null) {
      dictionary[index] = form.value(page.values(), index);
    }
    return dictionary[index];
  }
}
