package dev.parqueduct.io.br.testing;

import java.util.List;
import java.util.Optional;

/**
 * A column of a TiDB table. The values of its rows are Java objects:
 *
 * <ul>
 *   <li>integers, YEAR, BIT: {@code Long} or {@code Integer}; BIGINT UNSIGNED as the same 64 bits
 *   <li>FLOAT: {@code Float}; DOUBLE: {@code Double}; DECIMAL: {@code BigDecimal}
 *   <li>characters: {@code String}; bytes: {@code byte[]}
 *   <li>DATE: {@code LocalDate}; DATETIME: {@code LocalDateTime}; TIMESTAMP: {@code Instant}; what
 *       those cannot say: {@link MysqlTime}; TIME: {@code Duration}
 *   <li>ENUM: its text, or the number stored; SET: its texts joined by commas
 *   <li>JSON: its text, or {@link StoredJson}; VECTOR: {@code float[]}
 * </ul>
 */
public final class Column {
  static final int NOT_NULL = 1;
  static final int PRIMARY = 2;
  static final int UNSIGNED = 32;
  static final int BINARY = 128;

  /** What rows are encoded by. */
  enum Kind {
    INTEGER,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    BYTES,
    DATE,
    DATETIME,
    TIMESTAMP,
    TIME,
    YEAR,
    ENUM,
    SET,
    BIT,
    JSON,
    VECTOR
  }

  final String name;
  final Kind kind;
  final int code;
  final int length;
  final int decimals;
  long id;
  int flags;
  String charset = "binary";
  String collation = "binary";
  List<String> elements = List.of();
  int state = 5;
  boolean hidden;
  Object originDefault;
  Object currentDefault;
  String generatedBy = "";
  boolean generatedStored;

  private Column(String name, Kind kind, int code, int length, int decimals) {
    this.name = name;
    this.kind = kind;
    this.code = code;
    this.length = length;
    this.decimals = decimals;
    if (kind == Kind.TEXT || kind == Kind.ENUM || kind == Kind.SET) {
      charset = "utf8mb4";
      collation = "utf8mb4_bin";
    } else {
      flags = BINARY;
    }
  }

  private static Column of(String name, Kind kind, int code, int length, int decimals) {
    return new Column(name, kind, code, length, decimals);
  }

  public static Column tinyInt(String name) {
    return of(name, Kind.INTEGER, 1, 4, 0);
  }

  public static Column smallInt(String name) {
    return of(name, Kind.INTEGER, 2, 6, 0);
  }

  public static Column mediumInt(String name) {
    return of(name, Kind.INTEGER, 9, 9, 0);
  }

  public static Column integer(String name) {
    return of(name, Kind.INTEGER, 3, 11, 0);
  }

  public static Column bigInt(String name) {
    return of(name, Kind.INTEGER, 8, 20, 0);
  }

  public static Column floatingPoint(String name) {
    return of(name, Kind.FLOAT, 4, 12, -1);
  }

  public static Column doublePrecision(String name) {
    return of(name, Kind.DOUBLE, 5, 22, -1);
  }

  public static Column decimal(String name, int precision, int scale) {
    return of(name, Kind.DECIMAL, 246, precision, scale);
  }

  public static Column character(String name, int length) {
    return of(name, Kind.TEXT, 254, length, 0);
  }

  public static Column varchar(String name, int length) {
    return of(name, Kind.TEXT, 15, length, 0);
  }

  public static Column text(String name) {
    return of(name, Kind.TEXT, 252, 65535, 0);
  }

  public static Column binary(String name, int length) {
    return of(name, Kind.BYTES, 254, length, 0);
  }

  public static Column varbinary(String name, int length) {
    return of(name, Kind.BYTES, 15, length, 0);
  }

  public static Column blob(String name) {
    return of(name, Kind.BYTES, 252, 65535, 0);
  }

  public static Column date(String name) {
    return of(name, Kind.DATE, 10, 10, 0);
  }

  public static Column datetime(String name, int fraction) {
    return of(name, Kind.DATETIME, 12, 19 + digits(fraction), fraction);
  }

  public static Column timestamp(String name, int fraction) {
    return of(name, Kind.TIMESTAMP, 7, 19 + digits(fraction), fraction);
  }

  public static Column time(String name, int fraction) {
    return of(name, Kind.TIME, 11, 10 + digits(fraction), fraction);
  }

  public static Column year(String name) {
    return of(name, Kind.YEAR, 13, 4, 0).flag(UNSIGNED);
  }

  public static Column enumeration(String name, String... elements) {
    Column column = of(name, Kind.ENUM, 247, 16, 0);
    column.elements = List.of(elements);
    return column;
  }

  public static Column set(String name, String... elements) {
    Column column = of(name, Kind.SET, 248, 64, 0);
    column.elements = List.of(elements);
    return column;
  }

  public static Column bit(String name, int bits) {
    return of(name, Kind.BIT, 16, bits, 0).flag(UNSIGNED);
  }

  public static Column json(String name) {
    return of(name, Kind.JSON, 245, -1, 0);
  }

  public static Column vector(String name, int dimensions) {
    return of(name, Kind.VECTOR, 225, dimensions, 0);
  }

  public Column unsigned() {
    return flag(UNSIGNED);
  }

  public Column notNull() {
    return flag(NOT_NULL);
  }

  public Column id(long columnId) {
    id = columnId;
    return this;
  }

  public Column collate(String withCharset, String withCollation) {
    charset = withCharset;
    collation = withCollation;
    return this;
  }

  /** 1 delete-only, 2 write-only, 3 write reorganisation, 4 delete reorganisation, 5 public. */
  public Column state(int schemaState) {
    state = schemaState;
    return this;
  }

  public Column hidden() {
    hidden = true;
    return this;
  }

  /** What rows hold that are older than the column; a Java value as rows have them. */
  public Column originDefault(Object value) {
    originDefault = value;
    return this;
  }

  /** The default of new rows, which no reader must use. */
  public Column currentDefault(Object value) {
    currentDefault = value;
    return this;
  }

  /** Computed when read: not in the rows. */
  public Column virtual(String expression) {
    generatedBy = expression;
    return this;
  }

  /** Computed when written: in the rows. */
  public Column stored(String expression) {
    generatedBy = expression;
    generatedStored = true;
    return this;
  }

  public String name() {
    return name;
  }

  public long id() {
    return id;
  }

  Column flag(int flag) {
    flags |= flag;
    return this;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean isVirtual() {
    return !generatedBy.isEmpty() && !generatedStored;
  }

  boolean isExported() {
    return state == 5 && !hidden;
  }

  Optional<Object> origin() {
    return Optional.ofNullable(originDefault);
  }

  /**
   * Whether the row must keep the text of this column although it is in the key: the key has a sort
   * key from which the text cannot be had back (pkg/types/etc.go, NeedRestoredData).
   */
  boolean needsRestoredData(boolean newCollations) {
    if (!newCollations || kind != Kind.TEXT || collation.equals("utf8mb4_0900_bin")) {
      return false;
    }
    return !collation.endsWith("_bin") || code == 15;
  }

  private static int digits(int fraction) {
    return fraction == 0 ? 0 : fraction + 1;
  }
}
