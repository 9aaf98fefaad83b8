package dev.parqueduct.io.clickhouse.exports;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.LeafCursor;
import dev.parqueduct.io.parquet.Values;
import java.io.IOException;

/** Copies the values of a leaf column, row by row, behind those of a column. */
final class LeafCopy {
  private final LeafCursor cursor;
  private final int present;

  /**
   * @param cursor at the first row of a row group
   * @param present the definition level from which on there is an element, for lists and maps
   */
  LeafCopy(LeafCursor cursor, int present) {
    this.cursor = requireNonNull(cursor, "cursor");
    this.present = present;
  }

  private void need() throws DamagedFileException {
    if (cursor.hasEnded()) {
      throw new DamagedFileException("a column has fewer values than its row group has rows");
    }
  }

  /** Copies the next value, or null. */
  void copyValue(Column into) throws IOException {
    need();
    copy(into);
    cursor.next();
  }

  /** Copies the next list, which may be empty; null is empty. */
  void copyList(Column into) throws IOException {
    need();
    do {
      if (cursor.definition() >= present) {
        copy(into);
      }
      cursor.next();
    } while (cursor.repetition() > 0);
  }

  private void copy(Column into) {
    if (!cursor.isValue()) {
      into.appendDefault();
    } else if (into instanceof NullableColumn maybe) {
      append(cursor.values(), cursor.index(), maybe.nested());
      maybe.endValue();
    } else {
      append(cursor.values(), cursor.index(), into);
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

  /** The reader has compared counts and bounds, which it does behind the last page. */
  void end() throws IOException {
    if (!cursor.hasEnded()) {
      throw new DamagedFileException("a column has more values than its row group has rows");
    }
  }
}
