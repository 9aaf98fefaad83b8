package dev.parqueduct.io.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolves types by their oids; what it read of the catalog it keeps. */
final class TypeCatalog {
  private static final int NO_TYPMOD = -1;

  /** Arrays are the types that are their element's array type, which oidvector is not. */
  private static final String TYPE =
      """
      select t.typtype, t.typbasetype, t.typtypmod, t.typndims, t.typrelid,
        coalesce(e.oid, 0)
      from pg_catalog.pg_type t
        left join pg_catalog.pg_type e on e.oid = t.typelem and e.typarray = t.oid
      where t.oid = ?
      """;

  private static final String FIELDS =
      """
      select attname, atttypid, atttypmod, attndims from pg_catalog.pg_attribute
      where attrelid = ? and attnum > 0 and not attisdropped order by attnum
      """;

  private static final String RANGE =
      "select rngsubtype from pg_catalog.pg_range where rngtypid = ?";
  private static final String RANGE_OF_MULTIRANGE =
      "select rngtypid from pg_catalog.pg_range where rngmultitypid = ?";

  private final Connection connection;
  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<Long, PgType> composites = new HashMap<>();
  private int moneyDigits = -1;

  /** What the catalog says of a type; 0 where an oid is missing. */
  private record Row(
      char kind, long base, int typmod, int dimensions, long relation, long element) {}

  TypeCatalog(Connection connection) {
    this.connection = connection;
  }

  /**
   * A type.
   *
   * @param typmod -1 for none
   * @param dimensions declared ones, where the type is an array; 0 where that is not known
   */
  PgType type(long oid, int typmod, int dimensions) throws SQLException {
    Row row = row(oid);
    String name = name(oid, typmod);
    if (row.element() != 0) {
      PgType element = type(row.element(), typmod, 0);
      return new PgType.Array(name, element, Math.max(1, dimensions));
    }
    return switch (row.kind()) {
      case 'd' -> domain(name, row);
      case 'e' -> new PgType.Enumeration(name);
      case 'c' -> composite(oid, name, row.relation());
      case 'r' -> range(oid, name);
      case 'm' -> multirange(oid, name);
      default -> base(oid, name, typmod);
    };
  }

  private PgType domain(String name, Row row) throws SQLException {
    PgType base = type(row.base(), row.typmod(), row.dimensions());
    // The server prints a domain as it does the type below, but it is the domain that is cast.
    return base instanceof PgType.AsText ? new PgType.AsText(name) : base;
  }

  private PgType base(long oid, String name, int typmod) throws SQLException {
    BaseType base = BaseType.ofOid(oid).orElse(null);
    if (base == null) {
      return new PgType.AsText(name);
    }
    return new PgType.Base(name, base, base == BaseType.MONEY ? moneyDigits() : typmod);
  }

  private PgType composite(long oid, String name, long relation) throws SQLException {
    PgType known = composites.get(oid);
    if (known != null) {
      return known;
    }
    record Attribute(String name, long type, int typmod, int dimensions) {}
    List<Attribute> attributes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(FIELDS)) {
      statement.setLong(1, relation);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          attributes.add(
              new Attribute(
                  result.getString(1), result.getLong(2), result.getInt(3), result.getInt(4)));
        }
      }
    }
    List<PgType.Field> fields = new ArrayList<>();
    for (Attribute attribute : attributes) {
      fields.add(
          new PgType.Field(
              attribute.name(),
              type(attribute.type(), attribute.typmod(), attribute.dimensions())));
    }
    PgType composite = new PgType.Composite(name, fields);
    composites.put(oid, composite);
    return composite;
  }

  private PgType.Range range(long oid, String name) throws SQLException {
    return new PgType.Range(name, type(oid(RANGE, oid), NO_TYPMOD, 0));
  }

  private PgType multirange(long oid, String name) throws SQLException {
    long range = oid(RANGE_OF_MULTIRANGE, oid);
    return new PgType.Multirange(name, range(range, name(range, NO_TYPMOD)));
  }

  private Row row(long oid) throws SQLException {
    Row known = rows.get(oid);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement = connection.prepareStatement(TYPE)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new SQLException("the catalog has no type with oid " + oid);
        }
        Row row =
            new Row(
                result.getString(1).charAt(0),
                result.getLong(2),
                result.getInt(3),
                result.getInt(4),
                result.getLong(5),
                result.getLong(6));
        rows.put(oid, row);
        return row;
      }
    }
  }

  private String name(long oid, int typmod) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.format_type(?, ?)")) {
      statement.setLong(1, oid);
      statement.setInt(2, typmod);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  private long oid(String query, long parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, parameter);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new SQLException("the catalog has no range for the type with oid " + parameter);
        }
        return result.getLong(1);
      }
    }
  }

  /** Digits after the point of money, which depend on lc_monetary. */
  private int moneyDigits() throws SQLException {
    if (moneyDigits < 0) {
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery("select pg_catalog.scale('1'::money::numeric)")) {
        result.next();
        moneyDigits = result.getInt(1);
      }
    }
    return moneyDigits;
  }
}
