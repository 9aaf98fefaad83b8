package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.ColumnType;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Observations that become one insert, and the trace of each. */
public final class ObservationBatch {
  private final List<String> names;
  private final List<String> types;
  private final List<Column> columns = new ArrayList<>();
  private int[] traces = new int[1024];
  private int rows;

  /**
   * @param types of the columns, beside their names
   */
  public ObservationBatch(List<String> names, List<String> types) {
    this.names = List.copyOf(names);
    this.types = List.copyOf(types);
    for (int i = 0; i < names.size(); i++) {
      columns.add(ColumnType.column(names.get(i), types.get(i)));
    }
  }

  /** Adds rows of a block that has the same columns, in the same order. */
  public void append(List<Column> block, int from, int to, int[] tracesOfBlock) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(block.get(i), from, to);
    }
    int count = to - from;
    if (rows + count > traces.length) {
      traces = Arrays.copyOf(traces, Math.max(rows + count, 2 * traces.length));
    }
    System.arraycopy(tracesOfBlock, from, traces, rows, count);
    rows += count;
  }

  /** Adds rows of another batch. */
  public void append(ObservationBatch other, int from, int to) {
    append(other.columns, from, to, other.traces);
  }

  /** A batch of the same columns, without rows. */
  public ObservationBatch emptyCopy() {
    return new ObservationBatch(names, types);
  }

  public List<Column> columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  /** The trace of a row, or -1. */
  public int trace(int row) {
    return traces[row];
  }

  public void setTrace(int row, int trace) {
    traces[row] = trace;
  }

  public List<String> names() {
    return names;
  }

  /** The values of the column of a name. */
  public Column column(String name) {
    return columns.get(names.indexOf(name)).values();
  }

  /** The column of texts of a name; null is empty there. */
  public StringColumn texts(String name) {
    Column column = column(name);
    return (StringColumn) (column instanceof NullableColumn maybe ? maybe.nested() : column);
  }

  boolean isNull(String name, int row) {
    return column(name) instanceof NullableColumn maybe && maybe.isNull(row);
  }

  public void clear() {
    columns.forEach(Column::clear);
    rows = 0;
  }
}
