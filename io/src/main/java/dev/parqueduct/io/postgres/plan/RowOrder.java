package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The order of rows in files: by timestamp, and among equal ones by the bytes of the id.
 *
 * @param timestampColumn empty for rows in the order in which the server stores them
 * @param idColumn likewise
 */
public record RowOrder(
    @JsonProperty("timestampColumn") String timestampColumn,
    @JsonProperty("idColumn") String idColumn)
    implements Serializable {
  public static final RowOrder AS_STORED = new RowOrder("", "");

  private static final Set<BaseType> TIMES =
      EnumSet.of(BaseType.TIMESTAMP, BaseType.TIMESTAMPTZ, BaseType.DATE);

  private static final Set<BaseType> TEXTS =
      EnumSet.of(BaseType.TEXT, BaseType.VARCHAR, BaseType.BPCHAR);

  private static final Set<BaseType> IDS =
      EnumSet.of(
          BaseType.BYTEA,
          BaseType.UUID,
          BaseType.INT2,
          BaseType.INT4,
          BaseType.INT8,
          BaseType.TEXT,
          BaseType.VARCHAR,
          BaseType.BPCHAR);

  public RowOrder {
    requireNonNull(timestampColumn, "timestampColumn");
    requireNonNull(idColumn, "idColumn");
    if (timestampColumn.isEmpty() != idColumn.isEmpty()) {
      throw RunFailedException.usage(
          "--timestampColumn and --idColumn name files together: give both or neither.");
    }
  }

  @JsonIgnore
  public boolean isAsStored() {
    return timestampColumn.isEmpty();
  }

  /**
   * Checks that a table can be put into this order.
   *
   * @throws RunFailedException that names the column and why not
   */
  void check(String table, List<PgColumn> columns) {
    if (isAsStored()) {
      return;
    }
    if (!TIMES.contains(type(find(table, timestampColumn, columns)))) {
      throw RunFailedException.usage(
          table + ": the column " + timestampColumn + " is no date or timestamp.");
    }
    if (!IDS.contains(type(find(table, idColumn, columns)))) {
      throw RunFailedException.usage(
          table + ": the column " + idColumn + " is no text, bytea, uuid or integer.");
    }
  }

  /** The position of the timestamp among the columns. */
  public int timestampField(List<PgColumn> columns) {
    return columns.indexOf(find("", timestampColumn, columns));
  }

  /** The position of the id among the columns. */
  public int idField(List<PgColumn> columns) {
    return columns.indexOf(find("", idColumn, columns));
  }

  private static PgColumn find(String table, String name, List<PgColumn> columns) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RunFailedException.usage(
                    table
                        + " has no column "
                        + name
                        + ", by which files are named. Name its files otherwise in a run of its"
                        + " own."));
  }

  /** The built-in type of a column; that of all others is null, which no set contains. */
  public static BaseType type(PgColumn column) {
    return column.type() instanceof PgType.Base base ? base.type() : BaseType.XML;
  }

  /** The condition that rows are within a range. */
  public String where(UnitRange range, List<PgColumn> columns) {
    return switch (range.kind()) {
      case WHOLE -> "";
      case BLOCKS ->
          between(
              "ctid",
              range.from().isEmpty() ? "" : block(range.from()),
              range.to().isEmpty() ? "" : block(range.to()));
      case KEYS ->
          range.from().isEmpty() && range.to().isEmpty()
              ? SqlNames.quoted(timestampColumn) + " IS NOT NULL"
              : between(
                  SqlNames.quoted(timestampColumn),
                  bound(range.from(), columns),
                  bound(range.to(), columns));
      case NULLS -> SqlNames.quoted(timestampColumn) + " IS NULL";
    };
  }

  /** The condition that a row comes before all of a range that has a lower end. */
  public String before(UnitRange range, List<PgColumn> columns) {
    return range.kind() == UnitRange.Kind.BLOCKS
        ? "ctid < " + block(range.from())
        : SqlNames.quoted(timestampColumn) + " < " + bound(range.from(), columns);
  }

  /**
   * The condition that a row comes before a key.
   *
   * @param timestamp as text
   * @param id its bytes as a binary COPY sends them, decoded if the column's are; null for none
   */
  public String before(String timestamp, byte[] id, List<PgColumn> columns) {
    PgColumn column = find("", idColumn, columns);
    String time = SqlNames.quoted(timestampColumn);
    String than = bound(timestamp, columns);
    String earlier =
        id == null
            ? SqlNames.quoted(idColumn) + " IS NOT NULL"
            : idBytes(column) + " < " + idLiteral(id, column);
    return "(" + time + " < " + than + " OR (" + time + " = " + than + " AND " + earlier + "))";
  }

  private static String idLiteral(byte[] id, PgColumn column) {
    String hex = HexFormat.of().formatHex(id);
    if (column.conversion() == PgColumn.Conversion.BASE64URL_BYTES) {
      return SqlNames.literal("\\x" + hex) + "::bytea";
    }
    return switch (type(column)) {
      case BYTEA -> SqlNames.literal("\\x" + hex) + "::bytea";
      case UUID -> SqlNames.literal(hex) + "::uuid";
      case INT2, INT4, INT8 -> SqlNames.literal(new BigInteger(id).toString()) + "::bigint";
      default -> SqlNames.literal(new String(id, StandardCharsets.UTF_8));
    };
  }

  private static String block(String number) {
    return SqlNames.literal("(" + number + ",0)") + "::tid";
  }

  private static String between(String what, String from, String to) {
    String lower = from.isEmpty() ? "" : what + " >= " + from;
    String upper = to.isEmpty() ? "" : what + " < " + to;
    return lower + (lower.isEmpty() || upper.isEmpty() ? "" : " AND ") + upper;
  }

  private String bound(String value, List<PgColumn> columns) {
    if (value.isEmpty()) {
      return "";
    }
    String type =
        switch (type(find("", timestampColumn, columns))) {
          case DATE -> "date";
          case TIMESTAMPTZ -> "timestamptz";
          default -> "timestamp";
        };
    return SqlNames.literal(value) + "::" + type;
  }

  /** What follows ORDER BY, or an empty text. */
  public String orderBy(List<PgColumn> columns) {
    return isAsStored()
        ? ""
        : SqlNames.quoted(timestampColumn) + ", " + idBytes(find("", idColumn, columns));
  }

  /** An expression that the server sorts as the bytes of the id. */
  private static String idBytes(PgColumn id) {
    String name = SqlNames.quoted(id.name());
    if (id.conversion() == PgColumn.Conversion.BASE64URL_BYTES) {
      return "decode(translate("
          + name
          + ", '-_', '+/') || repeat('=', (4 - length("
          + name
          + ") % 4) % 4), 'base64')";
    }
    return TEXTS.contains(type(id)) ? name + " COLLATE \"C\"" : name;
  }
}
