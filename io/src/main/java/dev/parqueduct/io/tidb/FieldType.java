package dev.parqueduct.io.tidb;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of a column.
 *
 * @param code a {@link TypeCode}
 * @param flags bits of MySQL's column flags
 * @param length display width, characters or bits, -1 when not given
 * @param decimal digits after the point, -1 when not given
 * @param charset {@code binary} for bytes
 * @param elements members of an ENUM or SET
 */
public record FieldType(
    int code,
    long flags,
    int length,
    int decimal,
    String charset,
    String collation,
    List<byte[]> elements)
    implements Serializable {
  private static final int NOT_NULL = 1;
  private static final int UNSIGNED = 32;
  private static final int ZEROFILL = 64;

  /**
   * Collations under which a string of fixed length is its own sort key (TiDB's util/collate,
   * IsBinCollation). Others that end with _bin are not among them: the keys of gbk_bin are GBK.
   */
  private static final Set<String> BYTES_AS_KEY =
      Set.of("ascii_bin", "latin1_bin", "utf8_bin", "utf8mb4_bin");

  public FieldType {
    elements = List.copyOf(elements);
  }

  boolean notNull() {
    return (flags & NOT_NULL) != 0;
  }

  boolean unsigned() {
    return (flags & UNSIGNED) != 0;
  }

  /** Whether values are bytes, not characters. */
  boolean binary() {
    return charset.equals("binary");
  }

  boolean string() {
    return switch (code) {
      case TypeCode.VARCHAR,
          TypeCode.VAR_STRING,
          TypeCode.STRING,
          TypeCode.TINY_BLOB,
          TypeCode.BLOB,
          TypeCode.MEDIUM_BLOB,
          TypeCode.LONG_BLOB ->
          true;
      default -> false;
    };
  }

  /** Digits of the fraction of a second. */
  int fraction() {
    return Math.max(0, Math.min(6, decimal));
  }

  /** Digits of a DECIMAL, 10 when not given. */
  int precision() {
    return length <= 0 ? 10 : length;
  }

  /** Digits of a DECIMAL after the point. */
  int scale() {
    return Math.max(0, decimal);
  }

  /**
   * Whether a key holds a sort key instead of the characters once new collations are on, so that
   * the row holds the column too (TiDB's pkg/types/etc.go, NeedRestoredData).
   */
  boolean keyLosesText() {
    boolean varying = code == TypeCode.VARCHAR || code == TypeCode.VAR_STRING;
    return string()
        && !collation.equals("binary")
        && !collation.equals("utf8mb4_0900_bin")
        && (!BYTES_AS_KEY.contains(collation) || varying);
  }

  /** The type as a CREATE TABLE statement has it. */
  String sql() {
    String text =
        switch (code) {
          case TypeCode.TINY -> "tinyint" + width();
          case TypeCode.SHORT -> "smallint" + width();
          case TypeCode.INT24 -> "mediumint" + width();
          case TypeCode.LONG -> "int" + width();
          case TypeCode.LONGLONG -> "bigint" + width();
          case TypeCode.FLOAT -> "float";
          case TypeCode.DOUBLE -> "double";
          case TypeCode.DECIMAL -> "decimal(" + precision() + "," + scale() + ")";
          case TypeCode.DATE, TypeCode.NEW_DATE -> "date";
          case TypeCode.DATETIME -> "datetime" + fractionSuffix();
          case TypeCode.TIMESTAMP -> "timestamp" + fractionSuffix();
          case TypeCode.DURATION -> "time" + fractionSuffix();
          case TypeCode.YEAR -> "year";
          case TypeCode.BIT -> "bit" + width();
          case TypeCode.JSON -> "json";
          case TypeCode.VECTOR -> "vector" + width();
          case TypeCode.ENUM -> "enum" + members();
          case TypeCode.SET -> "set" + members();
          case TypeCode.STRING -> (binary() ? "binary" : "char") + width();
          case TypeCode.VARCHAR, TypeCode.VAR_STRING ->
              (binary() ? "varbinary" : "varchar") + width();
          case TypeCode.TINY_BLOB -> binary() ? "tinyblob" : "tinytext";
          case TypeCode.BLOB -> binary() ? "blob" : "text";
          case TypeCode.MEDIUM_BLOB -> binary() ? "mediumblob" : "mediumtext";
          case TypeCode.LONG_BLOB -> binary() ? "longblob" : "longtext";
          default -> "type " + code;
        };
    boolean numeric =
        switch (code) {
          case TypeCode.TINY,
              TypeCode.SHORT,
              TypeCode.INT24,
              TypeCode.LONG,
              TypeCode.LONGLONG,
              TypeCode.FLOAT,
              TypeCode.DOUBLE,
              TypeCode.DECIMAL ->
              true;
          default -> false;
        };
    return text
        + (numeric && unsigned() ? " unsigned" : "")
        + (numeric && (flags & ZEROFILL) != 0 ? " zerofill" : "");
  }

  private String width() {
    return length > 0 ? "(" + length + ")" : "";
  }

  private String fractionSuffix() {
    return fraction() > 0 ? "(" + fraction() + ")" : "";
  }

  private String members() {
    return elements.stream()
        .map(e -> "'" + new String(e, StandardCharsets.UTF_8).replace("'", "''") + "'")
        .collect(Collectors.joining(",", "(", ")"));
  }
}
