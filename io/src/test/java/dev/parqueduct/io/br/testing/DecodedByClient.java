package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Texts of what tikv-client-java decodes, and what they must be, in one form for both. */
final class DecodedByClient {
  private DecodedByClient() {}

  static String text(Column column, Object decoded, Object made) {
    if (decoded == null) {
      return "NULL";
    }
    return switch (column.kind) {
      case INTEGER ->
          column.has(Column.UNSIGNED) && decoded instanceof Long number
              ? unsigned(number, ((Number) made).longValue())
              : decoded.toString();
      case DECIMAL -> number(column, (BigDecimal) decoded);
      case BIT -> decoded instanceof byte[] bits ? new BigInteger(1, bits) + "" : decoded + "";
      case JSON -> BinaryJson.text(decoded);
      case DATETIME -> recent(((Timestamp) decoded).toLocalDateTime());
      case TIMESTAMP -> ((Timestamp) decoded).toInstant().toString();
      case DATE -> recent(((Date) decoded).toLocalDate().atStartOfDay());
      default ->
          decoded instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.UTF_8)
              : decoded.toString();
    };
  }

  static String expected(Column column, RowTruth row) {
    Object value = row.values().get(column.name);
    if (value == null) {
      return "NULL";
    }
    return switch (column.kind) {
      case DECIMAL -> number(column, (BigDecimal) value);
      case FLOAT, DOUBLE -> Double.toString(((Number) value).doubleValue());
      case TIME -> Long.toString(((Duration) value).toNanos());
      case BIT -> value.toString();
      case BYTES -> new String(Texts.padded(column, (byte[]) value), StandardCharsets.UTF_8);
      // The client has no unsigned numbers in JSON.
      case JSON -> BinaryJson.text(((String) value).replace("18446744073709551615", "-1"));
      case DATETIME -> recent((LocalDateTime) value);
      case TIMESTAMP -> value.toString();
      case DATE -> recent(((LocalDate) value).atStartOfDay());
      default -> row.texts().get(column.name);
    };
  }

  /** The client's conversion overflows for 10 to 18 digits, which its MyDecimal reads well. */
  private static String number(Column column, BigDecimal value) {
    return column.length > 9 && column.length <= 18
        ? "overflows"
        : value.stripTrailingZeros().toPlainString();
  }

  /** The client takes days before 1582 for those of the Julian calendar. */
  private static String recent(LocalDateTime time) {
    return time.getYear() < 1600 ? "long ago" : time.toString();
  }

  /** The client extends the sign of unsigned numbers in one, two or four bytes. */
  private static String unsigned(long decoded, long made) {
    int bits = made >>> 8 == 0 ? 8 : made >>> 16 == 0 ? 16 : made >>> 32 == 0 ? 32 : 64;
    return Long.toUnsignedString(bits == 64 ? decoded : decoded & (-1L >>> (64 - bits)));
  }
}
