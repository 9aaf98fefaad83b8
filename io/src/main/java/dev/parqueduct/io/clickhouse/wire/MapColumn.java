package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/** Maps: where each ends, then the keys of all, then the values of all. */
public final class MapColumn extends Column {
  private final Offsets offsets = new Offsets();
  private final Column keys;
  private final Column items;

  MapColumn(Column keys, Column items) {
    super("Map(" + keys.type() + ", " + items.type() + ")");
    this.keys = keys;
    this.items = items;
  }

  /** The keys of all rows. */
  public Column keys() {
    return keys.values();
  }

  /** The values of all rows, beside their keys. */
  public Column items() {
    return items.values();
  }

  /** The first entry of a row. */
  public int start(int row) {
    return offsets.start(row);
  }

  /** The entry after the last of a row. */
  public int end(int row) {
    return offsets.end(row);
  }

  /** The keys as arrays, one a row. */
  public Column keyArrays() {
    return new HalfMap(keys());
  }

  /** The values as arrays, one a row. */
  public Column itemArrays() {
    return new HalfMap(items());
  }

  /** Ends a row after keys and values were added. */
  public void endRow() {
    offsets.add(keys.rows() - offsets.total());
  }

  @Override
  public int rows() {
    return offsets.rows();
  }

  @Override
  public long bytes() {
    return offsets.bytes() + keys.bytes() + items.bytes();
  }

  @Override
  public long bytes(int from, int to) {
    int first = offsets.start(from);
    int last = offsets.start(to);
    return 8L * (to - from) + keys.bytes(first, last) + items.bytes(first, last);
  }

  @Override
  public void append(Column other, int from, int to) {
    MapColumn same = (MapColumn) other.values();
    int first = same.offsets.start(from);
    int last = same.offsets.start(to);
    keys.append(same.keys, first, last);
    items.append(same.items, first, last);
    offsets.append(same.offsets, from, to);
  }

  @Override
  public void appendDefault() {
    offsets.add(0);
  }

  @Override
  public void clear() {
    offsets.clear();
    keys.clear();
    items.clear();
  }

  @Override
  void readPrefix(NativeInput in) throws IOException {
    keys.readPrefix(in);
    items.readPrefix(in);
  }

  @Override
  void read(NativeInput in, int rows) throws IOException {
    int entries = offsets.read(in, rows);
    keys.read(in, entries);
    items.read(in, entries);
  }

  @Override
  void write(NativeOutput out) {
    offsets.write(out);
    keys.write(out);
    items.write(out);
  }

  /** One side of the maps, to be written only. */
  private final class HalfMap extends Column {
    private final Column side;

    HalfMap(Column side) {
      super("Array(" + side.type() + ")");
      this.side = side;
    }

    @Override
    public int rows() {
      return MapColumn.this.rows();
    }

    @Override
    public long bytes() {
      return side.bytes();
    }

    @Override
    public long bytes(int from, int to) {
      return side.bytes(offsets.start(from), offsets.start(to));
    }

    @Override
    public void append(Column other, int from, int to) {
      throw new UnsupportedOperationException("a view of a map");
    }

    @Override
    public void appendDefault() {
      throw new UnsupportedOperationException("a view of a map");
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException("a view of a map");
    }

    @Override
    void read(NativeInput in, int rows) {
      throw new UnsupportedOperationException("a view of a map");
    }

    @Override
    void write(NativeOutput out) {
      offsets.write(out);
      side.write(out);
    }
  }
}
