package dev.parqueduct.io.br.testing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The values of columns in the forms of rows (version 1 and 2) and of keys. */
final class RowValues {
  private static final int BYTES = 1;
  private static final int COMPACT = 2;
  private static final int INT = 3;
  private static final int UINT = 4;
  private static final int FLOATING = 5;
  private static final int DECIMAL = 6;
  private static final int DURATION = 7;
  private static final int VARINT = 8;
  private static final int UVARINT = 9;
  private static final int JSON = 10;
  private static final int VECTOR = 20;

  private RowValues() {}

  static void v2(Column column, Object value, RowV2 to) {
    long id = column.id;
    switch (column.kind) {
      case INTEGER -> {
        if (column.has(Column.UNSIGNED)) {
          to.addUnsigned(id, number(column, value));
        } else {
          to.addSigned(id, number(column, value));
        }
      }
      case YEAR, TIME -> to.addSigned(id, number(column, value));
      case DATE, DATETIME, TIMESTAMP, ENUM, SET, BIT -> to.addUnsigned(id, number(column, value));
      case FLOAT, DOUBLE -> to.addDouble(id, ((Number) value).doubleValue());
      case DECIMAL -> to.addBytes(id, decimal(column, value).toArray());
      default -> to.addBytes(id, bytes(column, value));
    }
  }

  /** The value as a datum of a version 1 row. */
  static void v1(Column column, Object value, Bytes to) {
    switch (column.kind) {
      case INTEGER -> {
        if (column.has(Column.UNSIGNED)) {
          to.u8(UVARINT).uvarint(number(column, value));
        } else {
          to.u8(VARINT).varint(number(column, value));
        }
      }
      case YEAR, TIME -> to.u8(VARINT).varint(number(column, value));
      case DATE, DATETIME, TIMESTAMP, ENUM, SET, BIT ->
          to.u8(UVARINT).uvarint(number(column, value));
      case FLOAT, DOUBLE -> to.u8(FLOATING).comparable(((Number) value).doubleValue());
      case DECIMAL -> to.u8(DECIMAL).raw(decimal(column, value).toArray());
      case JSON -> to.u8(JSON).raw(bytes(column, value));
      case VECTOR -> to.u8(VECTOR).raw(bytes(column, value));
      default -> {
        byte[] bytes = bytes(column, value);
        to.u8(COMPACT).varint(bytes.length).raw(bytes);
      }
    }
  }

  /** The value as a datum of a key: bytes that sort as the values do. */
  static void key(Column column, Object value, int prefix, boolean newCollations, Bytes to) {
    switch (column.kind) {
      case INTEGER -> {
        if (column.has(Column.UNSIGNED)) {
          to.u8(UINT).bigEndian(number(column, value), 8);
        } else {
          to.u8(INT).comparable(number(column, value));
        }
      }
      case YEAR -> to.u8(INT).comparable(number(column, value));
      case TIME -> to.u8(DURATION).comparable(number(column, value));
      case DATE, DATETIME, TIMESTAMP, ENUM, SET, BIT ->
          to.u8(UINT).bigEndian(number(column, value), 8);
      case FLOAT, DOUBLE -> to.u8(FLOATING).comparable(((Number) value).doubleValue());
      case DECIMAL -> to.u8(DECIMAL).raw(decimal(column, value).toArray());
      case TEXT -> {
        String text = (String) value;
        int end = prefix < 0 ? text.length() : Math.min(prefix, text.length());
        byte[] sortKey = sortKey(column, text.substring(0, end), newCollations);
        to.u8(BYTES).memComparable(sortKey, 0, sortKey.length);
      }
      case BYTES -> {
        byte[] bytes = bytes(column, value);
        to.u8(BYTES)
            .memComparable(bytes, 0, prefix < 0 ? bytes.length : Math.min(prefix, bytes.length));
      }
      default -> throw new IllegalArgumentException(column.kind + " cannot be in a key");
    }
  }

  private static long number(Column column, Object value) {
    return switch (column.kind) {
      case DATE, DATETIME, TIMESTAMP -> MysqlTime.of(value).packed();
      case TIME -> ((Duration) value).toNanos();
      case ENUM ->
          value instanceof Number index
              ? index.longValue()
              : column.elements.indexOf((String) value) + 1L;
      case SET -> Texts.setBits(column, (String) value);
      default -> ((Number) value).longValue();
    };
  }

  private static Bytes decimal(Column column, Object value) {
    Bytes bytes = new Bytes().u8(column.length).u8(column.decimals);
    BinaryDecimal.write((BigDecimal) value, column.length, column.decimals, bytes);
    return bytes;
  }

  private static byte[] bytes(Column column, Object value) {
    return switch (column.kind) {
      case TEXT -> Texts.utf8(value);
      case BYTES -> Texts.padded(column, (byte[]) value);
      case JSON -> BinaryJson.encode(value);
      case VECTOR -> {
        float[] elements = (float[]) value;
        Bytes bytes = new Bytes().littleEndian(elements.length, 4);
        for (float each : elements) {
          bytes.littleEndian(Float.floatToRawIntBits(each), 4);
        }
        yield bytes.toArray();
      }
      default -> throw new IllegalStateException("no bytes: " + column.kind);
    };
  }

  /**
   * What a collation compares. Case-insensitive ones have two bytes a character here, as
   * utf8mb4_general_ci has; the letters of one case, which is enough for what nobody decodes.
   */
  private static byte[] sortKey(Column column, String text, boolean newCollations) {
    if (!newCollations || column.collation.equals("binary")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String trimmed = column.collation.contains("_0900_") ? text : text.replaceFirst(" +$", "");
    if (column.collation.endsWith("_bin")) {
      return trimmed.getBytes(StandardCharsets.UTF_8);
    }
    return trimmed.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_16BE);
  }
}
