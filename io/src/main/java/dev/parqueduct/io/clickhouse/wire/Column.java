package dev.parqueduct.io.clickhouse.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/**
 * Values of one type, in the bytes of the format. Grows by what is read or copied, and is emptied
 * for the next block without giving its memory back.
 */
public abstract class Column {
  private final String type;

  Column(String type) {
    this.type = requireNonNull(type, "type");
  }

  /** The type that the values are written as. */
  public final String type() {
    return type;
  }

  /** How many values there are. */
  public abstract int rows();

  /** About how much memory the values take. */
  public abstract long bytes();

  /** About how many bytes some of the values take. */
  public abstract long bytes(int from, int to);

  /** Adds values of another column of the same type. */
  public abstract void append(Column other, int from, int to);

  /** Adds the value that a column has by default: an empty text, zero, null. */
  public abstract void appendDefault();

  /** Forgets all values. */
  public abstract void clear();

  /** The column that holds the values: itself, unless they came in a dictionary. */
  public Column values() {
    return this;
  }

  /** Reads what a type puts before the values of a block, at any depth. */
  void readPrefix(NativeInput in) throws IOException {}

  abstract void read(NativeInput in, int rows) throws IOException;

  abstract void write(NativeOutput out);

  /** An int that counts bytes or values of one column, or a failure that says what to do. */
  static int checked(long size) {
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalStateException(
          "A column of one batch would take over 2 GB. Use a smaller --batchSize.");
    }
    return (int) size;
  }

  /** The next capacity that holds {@code needed}. */
  static int grown(int capacity, long needed) {
    int least = checked(needed);
    return (int) Math.max(least, Math.min(Integer.MAX_VALUE - 64L, capacity + (capacity >> 1)));
  }
}
