package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/**
 * Objects of the type JSON, as the texts that {@code output_format_native_write_json_as_string=1}
 * sends.
 */
final class JsonColumn extends Column {
  private static final long TEXTS = 1;

  private final StringColumn texts = new StringColumn();

  JsonColumn() {
    super("String");
  }

  @Override
  public Column values() {
    return texts;
  }

  @Override
  public int rows() {
    return texts.rows();
  }

  @Override
  public long bytes() {
    return texts.bytes();
  }

  @Override
  public long bytes(int from, int to) {
    return texts.bytes(from, to);
  }

  @Override
  public void append(Column other, int from, int to) {
    texts.append(other, from, to);
  }

  @Override
  public void appendDefault() {
    texts.appendDefault();
  }

  @Override
  public void clear() {
    texts.clear();
  }

  @Override
  void readPrefix(NativeInput in) throws IOException {
    long form = in.readLong();
    if (form != TEXTS) {
      throw new FormatException(
          "JSON in the form "
              + form
              + ", not as texts: the server does not know the setting for it");
    }
  }

  @Override
  void read(NativeInput in, int rows) throws IOException {
    texts.read(in, rows);
  }

  @Override
  void write(NativeOutput out) {
    texts.write(out);
  }
}
