package dev.parqueduct.io.tidb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;

/**
 * The values of columns that are not in a row: the default as of when the column was added, or the
 * zero of its type (TiDB's pkg/table/column.go). Results have the form of rows of format 2.
 */
final class OriginDefault {
  private static final byte[] JSON_NULL = {0x04, 0x00};

  private final ColumnInfo column;
  private final FieldType type;
  private final String timeZone;

  OriginDefault(ColumnInfo column, String timeZone) {
    this.column = column;
    this.type = column.type();
    this.timeZone = timeZone;
  }

  boolean present() {
    return column.origin().asText().isPresent()
        || (type.code() == TypeCode.BIT && column.origin().asBits().isPresent());
  }

  /**
   * Reads the default.
   *
   * @throws BadValueException when it is not one of the column's type
   */
  byte[] value() throws BadValueException {
    String text = column.origin().asText().orElse("");
    try {
      return switch (type.code()) {
        case TypeCode.TINY,
            TypeCode.SHORT,
            TypeCode.INT24,
            TypeCode.LONG,
            TypeCode.LONGLONG,
            TypeCode.YEAR ->
            number(integer(text));
        case TypeCode.FLOAT -> RealColumns.comparable(Float.parseFloat(text));
        case TypeCode.DOUBLE -> RealColumns.comparable(Double.parseDouble(text));
        case TypeCode.DECIMAL ->
            DecimalEncoder.encode(new BigDecimal(text.trim()), type.precision(), type.scale());
        case TypeCode.DATE, TypeCode.NEW_DATE, TypeCode.DATETIME -> number(PackedTime.parse(text));
        case TypeCode.TIMESTAMP -> number(timestamp(PackedTime.parse(text)));
        case TypeCode.DURATION -> number(DurationText.parse(text));
        case TypeCode.ENUM -> number(member(text));
        case TypeCode.SET -> number(members(text));
        case TypeCode.BIT -> number(bits(text));
        case TypeCode.VECTOR -> vector(text);
        case TypeCode.JSON ->
            throw new BadValueException("defaults of JSON columns are not supported");
        default -> padded(text.getBytes(StandardCharsets.UTF_8));
      };
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new BadValueException(
          "its default \"" + text + "\" is no " + type.sql() + ": " + e.getMessage());
    }
  }

  /** The value of a column that is declared NOT NULL and has no default. */
  byte[] zero() throws BadValueException {
    return switch (type.code()) {
      case TypeCode.FLOAT, TypeCode.DOUBLE -> RealColumns.comparable(0.0);
      case TypeCode.DECIMAL ->
          DecimalEncoder.encode(BigDecimal.ZERO, type.precision(), type.scale());
      case TypeCode.ENUM -> number(type.elements().isEmpty() ? 0 : 1);
      case TypeCode.JSON -> JSON_NULL;
      case TypeCode.VECTOR -> new byte[4];
      default -> type.string() ? padded(new byte[0]) : number(0);
    };
  }

  private static byte[] number(long value) {
    byte[] bytes = new byte[8];
    LittleEndian.LONG.set(bytes, 0, value);
    return bytes;
  }

  private static long integer(String text) {
    return new BigDecimal(text.trim())
        .setScale(0, RoundingMode.HALF_UP)
        .toBigIntegerExact()
        .longValue();
  }

  /** Early versions stored defaults in the server's time zone, later ones in UTC. */
  private long timestamp(long packed) throws BadValueException {
    if (column.version() >= 1 || !PackedTime.exists(packed)) {
      return packed;
    }
    if (timeZone.isEmpty()) {
      throw new BadValueException(
          "its default is in the time zone that the server had: name it with --defaultTimeZone");
    }
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(PackedTime.epochMicros(packed), 1_000_000L), 0, ZoneOffset.UTC);
    LocalDateTime utc =
        local.atZone(ZoneId.of(timeZone)).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    LocalTime time = utc.toLocalTime().with(ChronoField.MICRO_OF_SECOND, PackedTime.micro(packed));
    return PackedTime.of(utc.toLocalDate(), time.toNanoOfDay() / 1000);
  }

  private long member(String text) throws BadValueException {
    List<byte[]> members = type.elements();
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < members.size(); i++) {
      if (Arrays.equals(members.get(i), wanted)) {
        return i + 1L;
      }
    }
    for (int i = 0; i < members.size(); i++) {
      if (new String(members.get(i), StandardCharsets.UTF_8).equalsIgnoreCase(text)) {
        return i + 1L;
      }
    }
    if (text.isEmpty()) {
      return 0;
    }
    throw new BadValueException("its default \"" + text + "\" is not in " + type.sql());
  }

  private long members(String text) throws BadValueException {
    long bits = 0;
    if (!text.isEmpty()) {
      for (String member : text.split(",", -1)) {
        bits |= 1L << (member(member) - 1);
      }
    }
    return bits;
  }

  private long bits(String text) throws BadValueException {
    byte[] bytes =
        column.origin().asBits().orElseGet(() -> text.getBytes(StandardCharsets.ISO_8859_1));
    if (bytes.length > 8) {
      throw new BadValueException("its default has " + bytes.length + " bytes of bits");
    }
    long value = 0;
    for (byte b : bytes) {
      value = (value << 8) | (b & 0xff);
    }
    return value;
  }

  private static byte[] vector(String text) throws BadValueException {
    String inner = text.trim();
    if (!inner.startsWith("[") || !inner.endsWith("]")) {
      throw new BadValueException("its default \"" + text + "\" is no vector");
    }
    inner = inner.substring(1, inner.length() - 1).trim();
    String[] elements = inner.isEmpty() ? new String[0] : inner.split(",", -1);
    byte[] bytes = new byte[4 + 4 * elements.length];
    LittleEndian.INT.set(bytes, 0, elements.length);
    for (int i = 0; i < elements.length; i++) {
      LittleEndian.INT.set(
          bytes, 4 + 4 * i, Float.floatToRawIntBits(Float.parseFloat(elements[i].trim())));
    }
    return bytes;
  }

  /** BINARY(n) is filled up with zeros, which schemas leave out. */
  private byte[] padded(byte[] bytes) {
    boolean fixed = type.code() == TypeCode.STRING && type.binary();
    return fixed && bytes.length < type.length() ? Arrays.copyOf(bytes, type.length()) : bytes;
  }
}
