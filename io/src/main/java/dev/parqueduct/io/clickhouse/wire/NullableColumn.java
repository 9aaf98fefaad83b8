package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/** Values that may be null: flags, then values, which are the default where they are null. */
public final class NullableColumn extends Column {
  private final FixedColumn flags = new FixedColumn("UInt8", 1);
  private final Column nested;

  NullableColumn(Column nested) {
    super("Nullable(" + nested.type() + ")");
    this.nested = nested;
  }

  /** The values; empty or zero where they are null. */
  public Column nested() {
    return nested;
  }

  public boolean isNull(int row) {
    return flags.byteAt(row) != 0;
  }

  @Override
  public int rows() {
    return flags.rows();
  }

  @Override
  public long bytes() {
    return flags.bytes() + nested.bytes();
  }

  @Override
  public long bytes(int from, int to) {
    return (long) to - from + nested.bytes(from, to);
  }

  @Override
  public void append(Column other, int from, int to) {
    NullableColumn same = (NullableColumn) other.values();
    flags.append(same.flags, from, to);
    nested.append(same.nested, from, to);
  }

  @Override
  public void appendDefault() {
    flags.append((byte) 1);
    nested.appendDefault();
  }

  /** Says that a value that is added to {@link #nested} is none that is null. */
  public void endValue() {
    flags.append((byte) 0);
  }

  /** Adds a value of a column that knows no nulls. */
  void appendValue(Column values, int row) {
    flags.append((byte) 0);
    nested.append(values, row, row + 1);
  }

  @Override
  public void clear() {
    flags.clear();
    nested.clear();
  }

  @Override
  void readPrefix(NativeInput in) throws IOException {
    nested.readPrefix(in);
  }

  @Override
  void read(NativeInput in, int rows) throws IOException {
    int before = rows();
    flags.read(in, rows);
    if (nested instanceof StringColumn texts) {
      texts.read(in, rows, row -> isNull(before + row));
    } else {
      nested.read(in, rows);
    }
  }

  @Override
  void write(NativeOutput out) {
    flags.write(out);
    nested.write(out);
  }
}
