package dev.parqueduct.io.mysql.rows;

import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.TableName;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * The text of a value that files and databases agree on, as SQL and from what {@link RowReader}
 * gives. All servers of the protocol show integers, decimals, dates and times in one way; floating
 * point numbers they do not, so these are compared as DECIMAL(65, 30), which all make of the
 * shortest digits that mean the number.
 */
public final class CanonicalText {
  private static final int PRECISION = 65;
  private static final int SCALE = 30;
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(35);
  private static final BigDecimal MOST = LIMIT.subtract(BigDecimal.ONE.movePointLeft(SCALE));

  private CanonicalText() {}

  /** The expression for a column of the database. */
  public static String sql(ImportColumn column) {
    String name = TableName.quoted(column.name());
    return switch (column.kind()) {
      case TEXT -> "CONVERT(" + name + " USING utf8mb4)";
      case BYTES -> name;
      case BOOLEAN, INTEGER, UNSIGNED, DATE -> "CAST(" + name + " AS CHAR)";
      case DOUBLE -> decimal(name, PRECISION, SCALE);
      case DECIMAL -> decimal(name, column.precision(), column.scale());
      case TIME_MILLIS, TIME_MICROS -> "CAST(CAST(" + name + " AS TIME(6)) AS CHAR)";
      case DATETIME_MILLIS, DATETIME_MICROS, DATETIME_INT96 ->
          "CAST(CAST(" + name + " AS DATETIME(6)) AS CHAR)";
    };
  }

  /** The expression as characters, to be joined with others. */
  public static String sqlOfKey(ImportColumn column) {
    return column.kind() == dev.parqueduct.io.mysql.table.ColumnKind.BYTES
        ? "HEX(" + TableName.quoted(column.name()) + ")"
        : sql(column);
  }

  private static String decimal(String name, int precision, int scale) {
    return "CAST(CAST(" + name + " AS DECIMAL(" + precision + "," + scale + ")) AS CHAR)";
  }

  /** The bytes of a value's text. */
  public static byte[] of(ImportColumn column, Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    String text = (String) value;
    return switch (column.kind()) {
      case DOUBLE -> ofDouble(Double.parseDouble(text)).getBytes(StandardCharsets.US_ASCII);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The bytes of a key's part. */
  public static byte[] ofKey(ImportColumn column, Object value) {
    return value instanceof byte[] bytes
        ? java.util.HexFormat.of()
            .withUpperCase()
            .formatHex(bytes)
            .getBytes(StandardCharsets.US_ASCII)
        : of(column, value);
  }

  static String ofDouble(double number) {
    BigDecimal decimal = shortest(number).setScale(SCALE, RoundingMode.HALF_UP);
    if (decimal.abs().compareTo(LIMIT) >= 0) {
      decimal = decimal.signum() < 0 ? MOST.negate() : MOST;
    }
    return decimal.toPlainString();
  }

  /** The fewest digits that mean the number; before Java 19, Double.toString may give more. */
  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    for (int precision = digits.precision(); precision > 0; precision--) {
      BigDecimal fewer = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (fewer.doubleValue() != number) {
        break;
      }
      digits = fewer;
    }
    return digits;
  }
}
