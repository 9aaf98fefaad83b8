package dev.parqueduct.io.tidb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Rows of format 2 for tests: small, with the values as bytes. */
final class RowBytes {
  private final TreeMap<Integer, byte[]> values = new TreeMap<>();
  private final TreeMap<Integer, Boolean> nulls = new TreeMap<>();

  static RowBytes row() {
    return new RowBytes();
  }

  RowBytes bytes(int id, byte[] value) {
    values.put(id, value);
    return this;
  }

  RowBytes text(int id, String value) {
    return bytes(id, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A number, in as few bytes as its sign lets it have. */
  RowBytes number(int id, long value) {
    int size =
        value == (byte) value ? 1 : value == (short) value ? 2 : value == (int) value ? 4 : 8;
    return bytes(id, little(value, size));
  }

  RowBytes unsigned(int id, long value) {
    int size = value >>> 8 == 0 ? 1 : value >>> 16 == 0 ? 2 : value >>> 32 == 0 ? 4 : 8;
    return bytes(id, little(value, size));
  }

  RowBytes nothing(int id) {
    nulls.put(id, true);
    return this;
  }

  byte[] end() {
    return end(0);
  }

  byte[] end(int moreFlags) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream ends = new ByteArrayOutputStream();
    values
        .values()
        .forEach(
            value -> {
              data.writeBytes(value);
              ends.writeBytes(little(data.size(), 4));
            });
    ByteBuffer row =
        ByteBuffer.allocate(6 + 8 * values.size() + 4 * nulls.size() + data.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    row.put((byte) 128).put((byte) (1 | moreFlags));
    row.putShort((short) values.size()).putShort((short) nulls.size());
    for (Map.Entry<Integer, byte[]> value : values.entrySet()) {
      row.putInt(value.getKey());
    }
    nulls.keySet().forEach(row::putInt);
    row.put(ends.toByteArray()).put(data.toByteArray());
    return row.array();
  }

  private static byte[] little(long value, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }
}
