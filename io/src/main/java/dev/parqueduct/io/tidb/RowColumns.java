package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.tidb.ColumnPlan.Absence;

/** The columns of a row under way, in the order of their ids. */
final class RowColumns {
  private final ColumnPlan[] plans;
  private final RowCounts counts;
  private final CommonHandle commonHandle;
  private long intHandle;
  private ColumnPlan current;

  RowColumns(ColumnPlan[] plans, CommonHandle commonHandle, RowCounts counts) {
    this.plans = plans;
    this.commonHandle = commonHandle;
    this.counts = counts;
  }

  int count() {
    return plans.length;
  }

  long id(int index) {
    return plans[index].id();
  }

  void handle(long handle) {
    intHandle = handle;
    current = null;
  }

  void handle(byte[] key, int length) throws BadValueException {
    current = null;
    commonHandle.reset(key, length);
  }

  /** The column that was last begun, for messages; null before the first. */
  String current() {
    return current == null ? "" : ", column " + current.name();
  }

  /** A value in the form of format 2. */
  void bytes(int index, byte[] bytes, int offset, int length, RowWriter out)
      throws BadValueException {
    current = plans[index];
    current.decoder().bytes(bytes, offset, length, out);
  }

  void datum(int index, Datum datum, RowWriter out) throws BadValueException {
    current = plans[index];
    datum.write(current.decoder(), out);
  }

  /** The row says that the value is null. */
  void nothing(int index, RowWriter out) throws BadValueException {
    current = plans[index];
    if (current.absence() == Absence.HANDLE) {
      fromHandle(out);
    } else {
      putNull(out);
    }
  }

  /** The row says nothing about the column. */
  void absent(int index, RowWriter out) throws BadValueException {
    current = plans[index];
    switch (current.absence()) {
      case HANDLE -> fromHandle(out);
      case FALLBACK -> {
        counts.add(RowCount.DEFAULTS_FILLED_IN);
        current.decoder().bytes(current.fallback(), 0, current.fallback().length, out);
      }
      case VIRTUAL -> {
        counts.add(RowCount.VIRTUAL_COLUMNS_AS_NULL);
        putNull(out);
      }
      case NULL -> putNull(out);
      case ERROR -> throw new BadValueException(current.problem().orElseThrow());
    }
  }

  /** All columns of a deleted row, of which the handle is left. */
  void deleted(RowWriter out) throws BadValueException {
    for (ColumnPlan plan : plans) {
      current = plan;
      if (plan.inDeletes()) {
        fromHandle(out);
        continue;
      }
      if (plan.keyPart() >= 0) {
        counts.add(RowCount.DELETED_KEYS_AS_NULL);
      }
      putNull(out);
    }
  }

  private void fromHandle(RowWriter out) throws BadValueException {
    if (commonHandle == null) {
      current.decoder().number(intHandle, out);
    } else {
      commonHandle.write(current.keyPart(), current.decoder(), out);
    }
  }

  private void putNull(RowWriter out) throws BadValueException {
    if (current.required()) {
      throw new BadValueException(
          "NULL in a column that is declared NOT NULL; --nullability=OPTIONAL lets it through");
    }
    current.decoder().missing(out);
  }
}
