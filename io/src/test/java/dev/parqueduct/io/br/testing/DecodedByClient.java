package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Texts of what tikv-client-java decodes, and what they must be, in one form for both. */
final class DecodedByClient {
  private DecodedByClient() {}

  static String text(Column column, Object decoded, Object made) {
    if (decoded == null) {
      return "NULL";
    }
    if (column.kind == Column.Kind.INTEGER && column.has(Column.UNSIGNED)) {
      return decoded instanceof Long number
          ? unsigned(number, ((Number) made).longValue())
          : decoded.toString();
    }
    if (decoded instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    if (decoded instanceof byte[] bytes) {
      return column.kind == Column.Kind.TEXT
          ? new String(bytes, StandardCharsets.UTF_8)
          : Texts.blob(bytes);
    }
    return decoded.toString();
  }

  static String expected(Column column, RowTruth row) {
    Object value = row.values().get(column.name);
    if (value == null) {
      return "NULL";
    }
    return switch (column.kind) {
      case DECIMAL -> ((BigDecimal) value).stripTrailingZeros().toPlainString();
      case FLOAT, DOUBLE -> Double.toString(((Number) value).doubleValue());
      case TIME -> Long.toString(((Duration) value).toNanos());
      default -> row.texts().get(column.name);
    };
  }

  /** The client extends the sign of unsigned numbers in one, two or four bytes. */
  private static String unsigned(long decoded, long made) {
    int bits = made >>> 8 == 0 ? 8 : made >>> 16 == 0 ? 16 : made >>> 32 == 0 ? 32 : 64;
    return Long.toUnsignedString(bits == 64 ? decoded : decoded & (-1L >>> (64 - bits)));
  }
}
