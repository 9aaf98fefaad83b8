package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.PgType.Multirange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values of a type.
 *
 * @param random an expression of SQL, of another value each time
 * @param edges expressions of particular values
 */
record TypeSample(PgType type, String random, List<String> edges) {
  static final String TEXT =
      "(ARRAY['', ' ', 'a', 'ab', 'abc', 'é', '日本語', '𝄞', E'\\n'])[1 + (random()*8)::int]"
          + " || left(md5(random()::text), (random()*33)::int)";
  private static final String LONG = "((random() - 0.5) * 2 ^ (random() * 63))::int8";

  static Base base(BaseType type) {
    return new Base(
        type == BaseType.CHAR ? "\"char\"" : type.name().toLowerCase(Locale.ROOT), type, -1);
  }

  static TypeSample of(BaseType type, String random, String... edges) {
    return new TypeSample(base(type), random, List.of(edges));
  }

  static TypeSample of(PgType type, String random, String... edges) {
    return new TypeSample(type, random, List.of(edges));
  }

  static List<TypeSample> all() {
    List<TypeSample> samples = new ArrayList<>();
    samples.add(of(BaseType.BOOL, "random() < 0.5"));
    samples.add(
        of(
            BaseType.CHAR,
            "chr(1 + (random()*126)::int)::\"char\"",
            "''",
            "'a'",
            "(-1)::int4::\"char\"",
            "(-128)::int4::\"char\""));
    samples.add(
        of(BaseType.NAME, "left('n' || md5(random()::text), (random()*40)::int)::name", "''"));
    samples.add(of(BaseType.INT2, "((random() - 0.5) * 65535)::int2", "-32768", "32767", "0"));
    samples.add(
        of(
            BaseType.INT4,
            "((random() - 0.5) * 2 ^ (random() * 31))::int4",
            "-2147483648",
            "2147483647",
            "0",
            "-1"));
    samples.add(
        of(
            BaseType.INT8,
            LONG,
            "-9223372036854775808",
            "9223372036854775807",
            "0",
            "-1",
            "4294967296",
            "-4294967296"));
    samples.add(of(BaseType.OID, "(random() * 4294967295)::int8::oid", "4294967295", "0"));
    samples.add(
        of(
            BaseType.FLOAT4,
            "((random() - 0.5) * 10 ^ (random() * 60 - 30))::float4",
            "'-0'",
            "'0'",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'",
            "'1e-45'",
            "'3.4028235e38'"));
    samples.add(
        of(
            BaseType.FLOAT8,
            "(random() - 0.5) * 10 ^ (random() * 600 - 300)",
            "'-0'",
            "'0'",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'",
            "'5e-324'",
            "'1.7976931348623157e308'"));
    samples.add(
        of(
            BaseType.NUMERIC,
            "round((random() - 0.5)::numeric * 10::numeric ^ (random() * 40 - 15)::int, (random() * 20)::int)",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'",
            "0",
            "0.000",
            "1.50",
            "-1",
            "1",
            "10000",
            "100000000",
            "0.0001",
            "0.00010",
            "-0.00000001",
            "repeat('9', 300)::numeric",
            "(repeat('9', 100) || '.' || repeat('1', 50))::numeric"));
    samples.add(of(BaseType.TEXT, TEXT, "''", "repeat('x', 100000)"));
    samples.add(of(BaseType.VARCHAR, "(" + TEXT + ")::varchar(50)", "''"));
    samples.add(
        of(
            BaseType.BPCHAR,
            "(left(md5(random()::text), (random()*12)::int))::bpchar",
            "'a   '",
            "'   '",
            "''",
            "' a'"));
    samples.add(
        of(
            BaseType.BYTEA,
            "decode(left(md5(random()::text) || md5(random()::text), 2 * (random()*32)::int), 'hex')",
            "''",
            "'\\xff'"));
    samples.add(of(BaseType.UUID, "gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'"));
    samples.add(
        of(
            BaseType.DATE,
            "date '2000-01-01' + ((random() - 0.5) * 1000000)::int",
            "'infinity'",
            "'-infinity'",
            "'4713-01-01 BC'",
            "'5874897-12-31'",
            "'1969-12-31'",
            "'1970-01-01'"));
    samples.add(
        of(
            BaseType.TIME,
            "(random() * interval '24 hours')::time",
            "'00:00'",
            "'24:00'",
            "'23:59:59.999999'"));
    samples.add(
        of(
            BaseType.TIMETZ,
            "((random() * interval '24 hours')::time::text || (ARRAY['+00', '-03:30', '+05:45:12', '-15:59', '+15'])[1 + (random()*4)::int])::timetz",
            "'24:00:00-11'"));
    samples.add(
        of(
            BaseType.TIMESTAMP,
            "timestamp '2000-01-01' + (random() - 0.5) * interval '8000 years'",
            "'infinity'",
            "'-infinity'",
            "'4713-01-01 00:00:00 BC'",
            "'1970-01-01'",
            "'1969-12-31 23:59:59.999999'"));
    samples.add(
        of(
            BaseType.TIMESTAMPTZ,
            "timestamptz '2000-01-01' + (random() - 0.5) * interval '8000 years'",
            "'infinity'",
            "'-infinity'"));
    samples.add(
        of(
            BaseType.INTERVAL,
            "make_interval(months => ((random() - 0.5)*1000)::int, days => ((random() - 0.5)*1000)::int, secs => (random() - 0.5)*1e6)",
            "'1 mon'",
            "'30 days'",
            "'720 hours'",
            "'0'"));
    samples.add(
        of(
            BaseType.INET,
            "((random()*255)::int || '.' || (random()*255)::int || '.0.' || (random()*255)::int || '/' || (random()*32)::int)::inet",
            "'0.0.0.0'",
            "'10.1.2.3'",
            "'::'",
            "'::1'",
            "'fe80::1/64'",
            "'2001:db8:85a3::8a2e:370:7334'",
            "'::ffff:1.2.3.4'",
            "'1:0:0:2::3/128'",
            "'1::'",
            "'::10.2.3.4'",
            "'ff:0:0:1:0:0:0:1'"));
    samples.add(
        of(
            BaseType.CIDR,
            "network(((random()*255)::int || '.' || (random()*255)::int || '.0.' || (random()*255)::int || '/' || (random()*32)::int)::inet)",
            "'10/8'",
            "'::/0'",
            "'2001:db8::/32'",
            "'10.0.0.1/32'"));
    samples.add(of(BaseType.MACADDR, "left(md5(random()::text), 12)::macaddr"));
    samples.add(of(BaseType.MACADDR8, "left(md5(random()::text), 16)::macaddr8"));
    samples.add(
        of(
            BaseType.MONEY,
            "((random() - 0.5) * 1e9)::numeric::money",
            "'-92233720368547758.08'",
            "'92233720368547758.07'"));
    samples.add(
        of(BaseType.BIT, "(random()*255)::int::bit(8)", "B'1'::bit(1)", "B'101010101'::bit(9)"));
    samples.add(
        of(
            BaseType.VARBIT,
            "((random()*1e9)::int::bit(32)::varbit(32))::varbit",
            "B''",
            "B'1'",
            "B'0000000010'"));
    samples.add(
        of(
            BaseType.JSON,
            "json_build_object('a', random(), 'b', " + TEXT + ")",
            "'{\"a\" : [1, -1.50], \"a\": null}'",
            "'null'"));
    samples.add(
        of(
            BaseType.JSONB,
            "jsonb_build_object('a', random(), 'b', " + TEXT + ", 'c', ARRAY[-1, 1.50])",
            "'null'",
            "'\"x\"'",
            "'-1'",
            "'{}'",
            "'[]'"));
    samples.add(
        of(
            BaseType.XML,
            "('<a>' || (random()*1000)::int || '</a>')::xml",
            "'<?xml version=\"1.0\" encoding=\"UTF-8\"?><b/>'"));
    samples.add(of(new Enumeration("mood"), "(enum_range(NULL::mood))[1 + (random()*2)::int]"));
    samples.addAll(NestedSamples.all());
    return samples;
  }

  /** The values that a server knows. */
  TypeSample on(int majorVersion) {
    return new TypeSample(
        type, random, edges.stream().filter(edge -> isKnown(edge, majorVersion)).toList());
  }

  private boolean isKnown(String edge, int majorVersion) {
    return switch (name()) {
      // Numerics became infinite in PostgreSQL 14.
      case "numeric" -> majorVersion >= 14 || !edge.contains("Infinity");
      // Before PostgreSQL 16 the text of bytes beyond ASCII was no text.
      case "\"char\"" -> majorVersion >= 16 || !edge.contains("(-1");
      default -> true;
    };
  }

  boolean exists(int majorVersion) {
    return majorVersion >= 14 || !(type instanceof Multirange);
  }

  private String name() {
    return type.name();
  }

  /** A table of one column {@code x}: a null, the edges, and random values. */
  String createTable(String table, int rows) {
    StringBuilder sql =
        new StringBuilder(
            "CREATE TEMP TABLE " + table + " AS SELECT NULL::" + type.name() + " AS x");
    for (String edge : edges) {
      sql.append(" UNION ALL SELECT (").append(edge).append(")::").append(type.name());
    }
    return sql
        + " UNION ALL SELECT ("
        + random
        + ")::"
        + type.name()
        + " FROM generate_series(1, "
        + rows
        + ")";
  }

  @Override
  public String toString() {
    return type.name();
  }
}
