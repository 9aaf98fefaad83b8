package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The columns of a result, of which one block at a time is read. */
public final class NativeBlock {
  private final List<String> names = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private int rows;

  /**
   * Reads the next block in place of the one before.
   *
   * @return false at the end of the result
   */
  public boolean read(NativeInput in) throws IOException {
    rows = 0;
    while (rows == 0) {
      if (in.isAtEnd()) {
        return false;
      }
      int width = Column.checked(in.readVarint());
      rows = Column.checked(in.readVarint());
      for (int i = 0; i < width; i++) {
        readColumn(in, i);
      }
    }
    return true;
  }

  private void readColumn(NativeInput in, int number) throws IOException {
    String name = in.readName();
    String type = in.readName();
    if (number == columns.size()) {
      names.add(name);
      types.add(type);
      columns.add(ColumnType.column(name, type));
    } else if (!names.get(number).equals(name) || !types.get(number).equals(type)) {
      throw new FormatException(
          "Column " + name + " " + type + " where the blocks before have " + names.get(number));
    }
    Column column = columns.get(number);
    column.clear();
    if (rows > 0) {
      try {
        column.readPrefix(in);
        column.read(in, rows);
      } catch (FormatException e) {
        throw new FormatException("Column " + name + " cannot be read: " + e.getMessage());
      }
    }
  }

  public int rows() {
    return rows;
  }

  /** Names of the columns, in their order. */
  public List<String> names() {
    return names;
  }

  /** The column of a name. */
  public Column column(String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException("There is no column " + name + " among " + names);
    }
    return columns.get(number);
  }

  /** The columns, in their order. */
  public List<Column> columns() {
    return columns;
  }

  /** Writes the head of a block. */
  public static void writeHead(NativeOutput out, int columns, int rows) {
    out.writeVarint(columns);
    out.writeVarint(rows);
  }

  /** Writes a column of a block, after its head and the columns before it. */
  public static void writeColumn(NativeOutput out, String name, Column column) {
    out.writeName(name);
    out.writeName(column.type());
    column.write(out);
  }
}
