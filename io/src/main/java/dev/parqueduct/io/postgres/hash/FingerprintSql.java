package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.AsText;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.PgType.Field;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The SQL with which the server computes a {@link Fingerprint}, in one scan. Its hashes are defined
 * by the {@link HashMethod}; what of a value is hashed, {@link BinaryForm} says.
 *
 * <p>The session must have UTF8 as its client encoding, because functions named {@code …_send} give
 * text in it. Where the database's own encoding is another, all text is hashed through them.
 */
public final class FingerprintSql {
  private final List<PgColumn> columns;
  private final HashScheme scheme;
  private final boolean utf8;

  private FingerprintSql(List<PgColumn> columns, HashScheme scheme, boolean utf8) {
    this.columns = List.copyOf(columns);
    this.scheme = scheme;
    this.utf8 = utf8;
  }

  /**
   * @param columns at least one, in the order in which they are hashed
   * @param serverEncoding as {@code SHOW server_encoding} gives it
   * @throws IllegalArgumentException if values of a column have no fingerprint
   */
  public static FingerprintSql of(
      List<PgColumn> columns, HashScheme scheme, String serverEncoding) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a fingerprint needs a column");
    }
    columns.forEach(column -> ValueHash.of(column.type(), scheme.method()));
    return new FingerprintSql(columns, scheme, serverEncoding.equalsIgnoreCase("UTF8"));
  }

  /**
   * A query whose one row {@link #read} takes.
   *
   * @param from what follows {@code FROM}: tables, conditions
   */
  public String select(String from) {
    return "SELECT " + String.join(", ", aggregates()) + " FROM " + from;
  }

  /** The rows, then the sums; for queries that {@code GROUP BY} ranges. */
  public List<String> aggregates() {
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count(*)");
    for (int i = 0; i < scheme.sums(); i++) {
      // Sums of bigint are exact: they are numeric.
      aggregates.add("sum(" + rowHash(i) + ")");
    }
    return aggregates;
  }

  /** The hash of a row, a bigint. */
  public String rowHash(int sum) {
    List<String> parts = new ArrayList<>();
    for (PgColumn column : columns) {
      addParts(column.type(), quote(column.name()), sum, parts);
    }
    return hash(parts, sum);
  }

  /** Takes what {@link #aggregates} gave from the current row, from a column on, counted from 1. */
  public Fingerprint read(ResultSet row, int firstColumn) throws SQLException {
    long[] sums = new long[scheme.sums()];
    for (int i = 0; i < sums.length; i++) {
      BigDecimal sum = row.getBigDecimal(firstColumn + 1 + i);
      // The lower 64 bits in two's complement: the remainder, whatever the sign.
      sums[i] = sum == null ? 0 : sum.toBigIntegerExact().longValue();
    }
    return Fingerprint.of(scheme, row.getLong(firstColumn), sums);
  }

  private String hash(List<String> parts, int sum) {
    String seed = scheme.seed(sum) + "::bigint";
    if (scheme.method() == HashMethod.RECORD) {
      String record = "hash_record_extended(ROW(" + String.join(", ", parts) + "), " + seed + ")";
      return "hash_record_extended(ROW(int8send(" + record + ")), " + seed + ")";
    }
    String chain = seed;
    for (String part : parts) {
      chain =
          "hashtextextended(coalesce(encode("
              + part
              + ", 'hex'), '-') COLLATE \"C\", "
              + chain
              + ")";
    }
    return chain;
  }

  private void addParts(PgType type, String value, int sum, List<String> parts) {
    if (type instanceof Composite composite) {
      parts.add(truth(value + " IS DISTINCT FROM NULL"));
      for (Field field : composite.fields()) {
        addParts(field.type(), "(" + value + ")." + quote(field.name()), sum, parts);
      }
    } else if (type instanceof Array array && array.element() instanceof Composite element) {
      List<String> inner = new ArrayList<>();
      addParts(element, "e", sum, inner);
      parts.add(truth(value + " IS NOT NULL"));
      parts.add(text("array_dims(" + value + ")"));
      parts.add(
          "(SELECT string_agg(int8send("
              + hash(inner, sum)
              + "), ''::bytea) FROM (SELECT unnest("
              + value
              + ") AS e) AS u)");
    } else {
      parts.add(part(type, value));
    }
  }

  private String truth(String condition) {
    return scheme.method() == HashMethod.RECORD
        ? "(" + condition + ")"
        : "boolsend(" + condition + ")";
  }

  private String text(String value) {
    return scheme.method() == HashMethod.RECORD && utf8
        ? value + "::text COLLATE \"C\""
        : "textsend(" + value + "::text)";
  }

  private String part(PgType type, String value) {
    if (type instanceof Base base) {
      return scheme.method() == HashMethod.RECORD ? record(base, value) : sent(base, value);
    }
    if (type instanceof Enumeration || type instanceof AsText) {
      return text(value);
    }
    if (type instanceof Array array) {
      boolean asText = array.element() instanceof Enumeration || array.element() instanceof AsText;
      return "overlay(array_send("
          + value
          + (asText ? "::text[]" : "")
          + ") PLACING '\\x0000000000000000'::bytea FROM 5)";
    }
    return (type instanceof PgType.Range ? "range_send(" : "multirange_send(") + value + ")";
  }

  /** A value of the type whose hash is wanted. */
  private String record(Base type, String value) {
    return switch (type.type()) {
      case BOOL,
          BYTEA,
          INT8,
          INT2,
          INT4,
          OID,
          CIDR,
          MACADDR8,
          MACADDR,
          INET,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMPTZ,
          TIMETZ,
          UUID ->
          value;
      case CHAR -> value + "::int4";
      default -> sent(type, value);
    };
  }

  /** The binary form, a bytea; in the record method also a text, which is hashed like one. */
  private String sent(Base type, String value) {
    return switch (type.type()) {
      case BYTEA -> value;
      case CHAR -> "int4send(" + value + "::int4)";
      case TEXT, VARCHAR, NAME, JSON, JSONB -> text(value);
      case BOOL -> "boolsend(" + value + ")";
      case INT8 -> "int8send(" + value + ")";
      case INT2 -> "int2send(" + value + ")";
      case INT4 -> "int4send(" + value + ")";
      case OID -> "oidsend(" + value + ")";
      case FLOAT4 -> "float4send(" + value + ")";
      case FLOAT8 -> "float8send(" + value + ")";
      case BPCHAR -> "bpcharsend(" + value + ")";
      case NUMERIC -> "numeric_send(" + decimals(value, type.typmod()) + ")";
      case MONEY -> "cash_send(" + value + ")";
      case XML,
          CIDR,
          MACADDR8,
          MACADDR,
          INET,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMPTZ,
          INTERVAL,
          TIMETZ,
          BIT,
          VARBIT,
          UUID ->
          type.type().name().toLowerCase(Locale.ROOT) + "_send(" + value + ")";
    };
  }

  /**
   * The value with as many decimals as its type shows, which is what files have it with. A cast
   * would do the same, and would hide what a column that was given more decimals has gained since.
   */
  private static String decimals(String value, int typmod) {
    if (NumericForm.precision(typmod) == 0) {
      return value;
    }
    int scale = Math.max(0, NumericForm.scale(typmod));
    String rounded = "round(" + value + ", " + scale + ")";
    return "CASE WHEN scale("
        + value
        + ") = "
        + scale
        + " OR "
        + value
        + " <> "
        + rounded
        + " THEN "
        + value
        + " ELSE "
        + rounded
        + " END";
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
