package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/** Arrays: where each ends, then the elements of all. */
public final class ArrayColumn extends Column {
  private final Offsets offsets = new Offsets();
  private final Column elements;

  public ArrayColumn(Column elements) {
    super("Array(" + elements.type() + ")");
    this.elements = elements;
  }

  /** The elements of all rows. */
  public Column elements() {
    return elements;
  }

  /** The first element of a row. */
  public int start(int row) {
    return offsets.start(row);
  }

  /** The element after the last of a row. */
  public int end(int row) {
    return offsets.end(row);
  }

  /** Ends a row after elements were added. */
  public void endRow() {
    offsets.add(elements.rows() - offsets.total());
  }

  @Override
  public int rows() {
    return offsets.rows();
  }

  @Override
  public long bytes() {
    return offsets.bytes() + elements.bytes();
  }

  @Override
  public long bytes(int from, int to) {
    return 8L * (to - from) + elements.bytes(offsets.start(from), offsets.start(to));
  }

  @Override
  public void append(Column other, int from, int to) {
    ArrayColumn same = (ArrayColumn) other.values();
    elements.append(same.elements, same.offsets.start(from), same.offsets.start(to));
    offsets.append(same.offsets, from, to);
  }

  @Override
  public void appendDefault() {
    offsets.add(0);
  }

  @Override
  public void clear() {
    offsets.clear();
    elements.clear();
  }

  @Override
  void readPrefix(NativeInput in) throws IOException {
    elements.readPrefix(in);
  }

  @Override
  void read(NativeInput in, int rows) throws IOException {
    elements.read(in, offsets.read(in, rows));
  }

  @Override
  void write(NativeOutput out) {
    offsets.write(out);
    elements.write(out);
  }
}
