package dev.parqueduct.io.clickhouse.exports;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.parquet.Values;
import java.io.IOException;

/** Copies the values of a leaf column, row by row, behind those of a column. */
final class LeafCursor {
  private final ChunkScan chunk;
  private final PageValues page;
  private final int maxDefinition;
  private final int present;
  private int levels;
  private int level;
  private int value;

  /**
   * @param present the definition level from which on there is an element, for lists and maps
   */
  LeafCursor(ChunkScan chunk, int present) {
    this.chunk = requireNonNull(chunk, "chunk");
    this.page = chunk.page();
    this.maxDefinition = chunk.descriptor().getMaxDefinitionLevel();
    this.present = present;
  }

  /** Whether there is another value, or null, or empty list. */
  private boolean hasNext() throws DamagedFileException {
    while (level >= levels) {
      if (!chunk.next()) {
        return false;
      }
      levels = page.levels();
      level = 0;
      value = 0;
    }
    return true;
  }

  private void need() throws DamagedFileException {
    if (!hasNext()) {
      throw new DamagedFileException("a column has fewer values than its row group has rows");
    }
  }

  private int definition() {
    return page.count() == page.levels() ? maxDefinition : page.definitions()[level];
  }

  /** Copies the next value, or null. */
  void copyValue(Column into) throws IOException {
    need();
    copy(definition(), into);
  }

  /** Copies the next list, which may be empty; null is empty. */
  void copyList(Column into) throws IOException {
    need();
    do {
      int definition = definition();
      if (definition >= present) {
        copy(definition, into);
      } else {
        level++;
      }
    } while (hasNext() && page.repetitions()[level] > 0);
  }

  private void copy(int definition, Column into) {
    level++;
    if (definition < maxDefinition) {
      into.appendDefault();
      return;
    }
    int at = page.isDictionary() ? page.indices()[value] : value;
    value++;
    if (into instanceof NullableColumn maybe) {
      append(page.values(), at, maybe.nested());
      maybe.endValue();
    } else {
      append(page.values(), at, into);
    }
  }

  private static void append(Values values, int at, Column into) {
    if (into instanceof StringColumn texts) {
      int from = values.starts()[at];
      texts.append(values.bytes(), from, from + values.lengths()[at]);
    } else if (values.isStrings()) {
      ((FixedColumn) into)
          .appendBigEndian(values.bytes(), values.starts()[at], values.lengths()[at]);
    } else {
      ((FixedColumn) into).append(values.numbers()[at]);
    }
  }

  /** Lets the reader compare counts and bounds, which it does behind the last page. */
  void end() throws IOException {
    if (hasNext()) {
      throw new DamagedFileException("a column has more values than its row group has rows");
    }
  }
}
