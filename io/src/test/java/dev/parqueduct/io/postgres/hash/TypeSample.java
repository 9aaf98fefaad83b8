package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.PgType.Field;
import dev.parqueduct.io.postgres.PgType.Multirange;
import dev.parqueduct.io.postgres.PgType.Range;
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
  static final String TYPES =
      """
      DO $$ BEGIN IF to_regtype('mood') IS NULL THEN
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'très heureux');
        CREATE DOMAIN cents AS numeric(12,2);
        CREATE DOMAIN words AS text[];
        CREATE TYPE pair AS (n cents, m mood, "odd "" name" text);
        CREATE TYPE nested AS (p pair, ps pair[], f float8, ws words);
      END IF; END $$""";

  static final Composite PAIR =
      new Composite(
          "pair",
          List.of(
              new Field("n", new Base("numeric(12,2)", BaseType.NUMERIC, 786438)),
              new Field("m", new Enumeration("mood")),
              new Field("odd \" name", base(BaseType.TEXT))));

  private static final String TEXT =
      "(ARRAY['', ' ', 'a', 'ab', 'abc', 'é', '日本語', '𝄞', E'\\n'])[1 + (random()*8)::int]"
          + " || left(md5(random()::text), (random()*33)::int)";
  private static final String LONG = "((random() - 0.5) * 2 ^ (random() * 63))::int8";
  private static final String PAIR_VALUE =
      "(CASE WHEN random() < 0.2 THEN NULL ELSE ROW(CASE WHEN random() < 0.8 THEN"
          + " (random()*1000 - 500)::numeric(12,2) END, CASE WHEN random() < 0.8 THEN 'ok'::mood END, 'x')::pair"
          + " END)";

  static Base base(BaseType type) {
    return new Base(
        type == BaseType.CHAR ? "\"char\"" : type.name().toLowerCase(Locale.ROOT), type, -1);
  }

  private static TypeSample of(BaseType type, String random, String... edges) {
    return new TypeSample(base(type), random, List.of(edges));
  }

  private static TypeSample of(PgType type, String random, String... edges) {
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
    samples.addAll(nested());
    return samples;
  }

  private static List<TypeSample> nested() {
    Range int4 = new Range("int4range", base(BaseType.INT4));
    Range num = new Range("numrange", base(BaseType.NUMERIC));
    Range tstz = new Range("tstzrange", base(BaseType.TIMESTAMPTZ));
    String int4Value = "int4range((random()*10)::int, 10 + (random()*10)::int, '[]')";
    return List.of(
        of(
            array("bytea[]", BaseType.BYTEA),
            "(SELECT array_agg(decode(md5(random()::text), 'hex')) FROM generate_series(1, (random()*4)::int))",
            "'{}'",
            "'{NULL}'",
            "array_remove(ARRAY['\\x01'::bytea, NULL], NULL)"),
        of(
            array("int4[]", BaseType.INT4),
            "ARRAY[(random()*10)::int, NULL, (random()*10)::int]",
            "'{}'",
            "'{{1,2},{3,4}}'",
            "'{1,2,3,4}'",
            "'[0:1]={5,6}'"),
        of(
            array("numeric[]", BaseType.NUMERIC),
            "ARRAY[(random() - 0.5)::numeric, 1.50]",
            "'{NaN,-1}'",
            "'{{{1},{2}}}'"),
        of(array("text[]", BaseType.TEXT), "ARRAY[" + TEXT + ", NULL, 'NULL', '{\"']"),
        of(array("jsonb[]", BaseType.JSONB), "ARRAY[to_jsonb(random()), NULL]"),
        of(
            new Array("mood[]", new Enumeration("mood"), 1),
            "ARRAY['ok', 'sad', NULL]::mood[]",
            "'{}'"),
        of(int4, int4Value, "'empty'", "'(,)'", "'[1,)'", "'(,5)'"),
        of(
            num,
            "numrange((random() - 10)::numeric, (random()*10)::numeric, '(]')",
            "'[-1.50,1.5]'",
            "'empty'",
            "'[NaN,)'"),
        of(
            tstz,
            "tstzrange(now() - random() * interval '1 year', now())",
            "'[-infinity,infinity]'"),
        of(new Array("int4range[]", int4, 1), "ARRAY[" + int4Value + ", NULL, 'empty']"),
        of(
            new Multirange("int4multirange", int4),
            "int4multirange(" + int4Value + ", int4range(100, 200))",
            "'{}'"),
        of(
            new Multirange("nummultirange", num),
            "nummultirange(numrange(NULL, random()::numeric))"),
        of(PAIR, PAIR_VALUE, "ROW(NULL, NULL, NULL)", "ROW(-1::cents, 'sad'::mood, '')"),
        of(
            new Array("pair[]", PAIR, 1),
            "ARRAY[" + PAIR_VALUE + ", " + PAIR_VALUE + "]",
            "'{}'",
            "ARRAY[NULL]::pair[]",
            "ARRAY[ROW(NULL,NULL,NULL)]::pair[]"),
        of(
            new Composite(
                "nested",
                List.of(
                    new Field("p", PAIR),
                    new Field("ps", new Array("pair[]", PAIR, 1)),
                    new Field("f", base(BaseType.FLOAT8)),
                    new Field("ws", array("words", BaseType.TEXT)))),
            "ROW("
                + PAIR_VALUE
                + ", ARRAY["
                + PAIR_VALUE
                + "], '-0'::float8, '{a,b}'::words)::nested",
            "ROW(NULL, NULL, NULL, NULL)::nested"));
  }

  private static Array array(String name, BaseType element) {
    return new Array(name, base(element), 1);
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
