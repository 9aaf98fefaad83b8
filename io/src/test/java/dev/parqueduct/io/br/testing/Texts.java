package dev.parqueduct.io.br.testing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The text of a value as DuckDB casts the exported column to VARCHAR, in the session time zone UTC:
 * what a correct export holds under the default mapping of types.
 */
public final class Texts {
  private static final int SIGNIFICANT = 17;

  private Texts() {}

  /** The text of a column's value; null for NULL. */
  static String of(Column column, Object value) {
    if (value == null) {
      return null;
    }
    return switch (column.kind) {
      case INTEGER ->
          column.has(Column.UNSIGNED)
              ? Long.toUnsignedString(((Number) value).longValue())
              : value.toString();
      case YEAR -> value.toString();
      case FLOAT -> floatText((Float) value);
      case DOUBLE -> doubleText((Double) value);
      case DECIMAL -> ((BigDecimal) value).setScale(column.decimals).toPlainString();
      case TEXT -> (String) value;
      case BYTES -> blob(padded(column, (byte[]) value));
      case DATE -> MysqlTime.of(value).exists() ? MysqlTime.of(value).date() : null;
      case DATETIME -> datetime(MysqlTime.of(value), "");
      case TIMESTAMP -> datetime(MysqlTime.of(value), "+00");
      case TIME -> Long.toString(((Duration) value).toNanos() / 1000);
      case ENUM -> enumeration(column, value);
      case SET -> (String) value;
      case BIT -> blob(bits(column, ((Number) value).longValue()));
      case JSON -> BinaryJson.text(value);
      case VECTOR -> vector((float[]) value);
    };
  }

  private static String doubleText(double value) {
    return floating(value, value == 0 ? BigDecimal.ZERO : shortest(value));
  }

  private static String floatText(float value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact;
    for (int digits = 1; digits <= 9; digits++) {
      rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == value) {
        break;
      }
    }
    return floating(value, rounded);
  }

  private static String vector(float[] elements) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (float each : elements) {
      text.add(floatText(each));
    }
    return text.toString();
  }

  private static String enumeration(Column column, Object value) {
    if (value instanceof Number index) {
      return index.intValue() == 0 ? "" : column.elements.get(index.intValue() - 1);
    }
    return (String) value;
  }

  private static String datetime(MysqlTime time, String zone) {
    if (!time.exists()) {
      return null;
    }
    String text = time.datetime(time.micro() == 0 ? 0 : 6);
    while (time.micro() != 0 && text.endsWith("0")) {
      text = text.substring(0, text.length() - 1);
    }
    return text + zone;
  }

  /** A BINARY column's values are stored in their full length. */
  static byte[] padded(Column column, byte[] bytes) {
    return column.code == 254 ? java.util.Arrays.copyOf(bytes, column.length) : bytes;
  }

  /** The bytes of a BIT column's value, the highest first. */
  static byte[] bits(Column column, long value) {
    return new Bytes().bigEndian(value, (column.length + 7) / 8).toArray();
  }

  static String blob(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      boolean plain = each >= 32 && each < 127 && each != '\\' && each != '\'' && each != '"';
      text.append(plain ? String.valueOf((char) each) : "\\x%02X".formatted(each));
    }
    return text.toString();
  }

  /** The fewest digits that are this number; Java 17's own text sometimes has one too many. */
  static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < SIGNIFICANT; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(SIGNIFICANT, RoundingMode.HALF_EVEN));
  }

  private static String floating(double value, BigDecimal digits) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal stripped = digits.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      return exponential(stripped, 2);
    }
    String plain = stripped.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  /** One digit, a point, the others, and the exponent with its sign. */
  static String exponential(BigDecimal stripped, int exponentDigits) {
    String digits = stripped.unscaledValue().abs().toString();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    return (stripped.signum() < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, exponentDigits - power.length()))
        + power;
  }

  /** The bytes of a text value as stored. */
  static byte[] utf8(Object value) {
    return ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  /** Bit i of a SET's number is its element i. */
  static long setBits(Column column, String value) {
    long bits = 0;
    for (String each : value.isEmpty() ? List.<String>of() : List.of(value.split(","))) {
      bits |= 1L << column.elements.indexOf(each);
    }
    return bits;
  }

  /** Rows as sorted lines, for comparing sets of rows whatever their order. */
  public static List<String> lines(List<Map<String, String>> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach(
        each ->
            lines.add(
                String.join("|", each.values().stream().map(v -> String.valueOf(v)).toList())));
    lines.sort(null);
    return lines;
  }
}
