package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.TableData.Change;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Encodes the value of a record as TiDB does, with what TiDB leaves out (pkg/table/tables). */
final class RowEncoder {
  private static final int VARINT = 8;
  private static final int NULL = 0;

  private final Table table;
  private final List<Column> byId;
  private final boolean newCollations;
  private final RowV2 v2 = new RowV2();

  RowEncoder(Table table, boolean newCollations) {
    this.table = table;
    this.newCollations = newCollations;
    byId =
        table.columns.stream().sorted(Comparator.comparingLong((Column each) -> each.id)).toList();
  }

  byte[] encode(Change change, byte[] key, byte[] handle) {
    Bytes row = new Bytes();
    if (change.format() == RowFormat.V1) {
      encodeV1(change, row);
      return row.toArray();
    }
    v2.clear();
    for (Column column : byId) {
      if (isStored(column, change)) {
        Object value = change.values().get(column.name);
        if (value == null) {
          v2.addNull(column.id);
        } else {
          RowValues.v2(column, value, v2);
        }
      }
    }
    switch (change.format()) {
      case V2_CHECKSUM_1 -> v2.finish(row, 1, key);
      case V2_CHECKSUM_1_HANDLE -> v2.finish(row, 1, handle);
      case V2_CHECKSUM_2 -> v2.finish(row, 2, handle);
      case V2_CHECKSUM_2_EXTRA -> v2.finish(row, 2 | 8, handle);
      default -> v2.finish(row);
    }
    return row.toArray();
  }

  /** What stands for a column that the row does not have. */
  Object valueOfAbsent(Column column) {
    if (column.originDefault != null || !column.has(Column.NOT_NULL)) {
      return column.originDefault;
    }
    return switch (column.kind) {
      case INTEGER, YEAR, BIT -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case DECIMAL -> BigDecimal.ZERO;
      case TEXT, SET -> "";
      case BYTES -> new byte[0];
      case DATE, DATETIME, TIMESTAMP -> MysqlTime.ZERO;
      case TIME -> Duration.ZERO;
      case ENUM -> 1;
      case JSON -> "null";
      case VECTOR -> new float[0];
    };
  }

  private void encodeV1(Change change, Bytes row) {
    for (Column column : byId) {
      if (isStored(column, change)) {
        Object value = change.values().get(column.name);
        row.u8(VARINT).varint(column.id);
        if (value == null) {
          row.u8(NULL);
        } else {
          RowValues.v1(column, value, row);
        }
      }
    }
    if (row.length() == 0) {
      row.u8(NULL);
    }
  }

  private boolean isStored(Column column, Change change) {
    if (column.isVirtual()
        || table.isInHandle(column, newCollations)
        || !change.values().containsKey(column.name)) {
      return false;
    }
    return change.values().get(column.name) != null
        || change.format() == RowFormat.V2_NULLS
        || column.originDefault != null
        || column.currentDefault != null;
  }
}
