package dev.parqueduct.io.br.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes binary JSON objects that all have the same fields, without a parser: for making many. The
 * names come in the order of their bytes, and the values in the order of the names.
 */
public final class FlatJson {
  private static final int OBJECT = 1;
  private static final int SIGNED = 9;
  private static final int DOUBLE = 11;
  private static final int STRING = 12;

  private final byte[] head;
  private final int fields;
  private final int valuesAt;
  private final byte[] names;
  private final Bytes entries = new Bytes();
  private final Bytes values = new Bytes();

  private FlatJson(String... fieldNames) {
    fields = fieldNames.length;
    int namesAt = 8 + 11 * fields;
    Bytes keyEntries = new Bytes();
    Bytes all = new Bytes();
    for (String each : fieldNames) {
      byte[] name = each.getBytes(StandardCharsets.UTF_8);
      keyEntries.littleEndian(namesAt + all.length(), 4).littleEndian(name.length, 2);
      all.raw(name);
    }
    head = keyEntries.toArray();
    names = all.toArray();
    valuesAt = namesAt + names.length;
  }

  public static FlatJson of(String... fieldNames) {
    String[] sorted = fieldNames.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, fieldNames)) {
      throw new IllegalArgumentException("names must be in their order");
    }
    return new FlatJson(fieldNames);
  }

  public FlatJson clear() {
    entries.clear();
    values.clear();
    return this;
  }

  public FlatJson addLong(long value) {
    entry(SIGNED);
    values.littleEndian(value, 8);
    return this;
  }

  public FlatJson addDouble(double value) {
    entry(DOUBLE);
    values.littleEndian(Double.doubleToRawLongBits(value), 8);
    return this;
  }

  public FlatJson addText(byte[] utf8, int length) {
    entry(STRING);
    values.uvarint(length).raw(utf8, 0, length);
    return this;
  }

  /** Appends type code and value. */
  public void finish(Bytes to) {
    to.u8(OBJECT).littleEndian(fields, 4).littleEndian(valuesAt + values.length(), 4).raw(head);
    to.raw(entries.array(), 0, entries.length()).raw(names);
    to.raw(values.array(), 0, values.length());
  }

  private void entry(int type) {
    entries.u8(type).littleEndian(valuesAt + values.length(), 4);
  }
}
