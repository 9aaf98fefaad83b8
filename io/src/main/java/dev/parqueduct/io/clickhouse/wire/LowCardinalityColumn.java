package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/**
 * Values that are sent as numbers of a dictionary, and kept as themselves: the dictionary of each
 * block is another.
 */
final class LowCardinalityColumn extends Column {
  private static final long VERSION = 1;
  private static final long OWN_KEYS = 1 << 9;
  private static final long SHARED_KEYS = 1 << 8;

  private final Column plain;
  private final Column dictionary;

  /**
   * @param plain the column of the values
   * @param dictionary a column of what the dictionary holds: of nullable values, not nullable ones
   */
  LowCardinalityColumn(Column plain, Column dictionary) {
    super(plain.type());
    this.plain = plain;
    this.dictionary = dictionary;
  }

  @Override
  public Column values() {
    return plain;
  }

  @Override
  public int rows() {
    return plain.rows();
  }

  @Override
  public long bytes() {
    return plain.bytes() + dictionary.bytes();
  }

  @Override
  public long bytes(int from, int to) {
    return plain.bytes(from, to);
  }

  @Override
  public void append(Column other, int from, int to) {
    plain.append(other.values(), from, to);
  }

  @Override
  public void appendDefault() {
    plain.appendDefault();
  }

  @Override
  public void clear() {
    plain.clear();
  }

  @Override
  void readPrefix(NativeInput in) throws IOException {
    long version = in.readLong();
    if (version != VERSION) {
      throw new FormatException("Dictionaries of version " + version + " are not known");
    }
  }

  @Override
  void read(NativeInput in, int rows) throws IOException {
    int left = rows;
    while (left > 0) {
      long flags = in.readLong();
      if ((flags & SHARED_KEYS) != 0 || (flags & OWN_KEYS) == 0) {
        throw new FormatException("A dictionary that is not in its own block");
      }
      dictionary.clear();
      dictionary.read(in, checked(in.readLong()));
      long count = in.readLong();
      if (count < 0 || count > left) {
        throw new FormatException(
            "A dictionary for " + count + " rows, of which " + left + " are left");
      }
      readRows(in, (int) count, 1 << (flags & 0xff));
      left -= (int) count;
    }
  }

  private void readRows(NativeInput in, int count, int width) throws IOException {
    StringColumn texts =
        plain instanceof StringColumn column && dictionary instanceof StringColumn ? column : null;
    for (int row = 0; row < count; row++) {
      long number = in.readByte();
      for (int i = 1; i < width; i++) {
        number |= (long) in.readByte() << (8 * i);
      }
      if (number < 0 || number >= dictionary.rows()) {
        throw new FormatException(
            "The value " + number + " of a dictionary that has " + dictionary.rows());
      }
      if (plain instanceof NullableColumn nullable) {
        if (number == 0) {
          nullable.appendDefault();
        } else {
          nullable.appendValue(dictionary, (int) number);
        }
      } else if (texts != null) {
        texts.append((StringColumn) dictionary, (int) number);
      } else {
        plain.append(dictionary, (int) number, (int) number + 1);
      }
    }
  }

  @Override
  void write(NativeOutput out) {
    plain.write(out);
  }
}
