package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.PgType.Field;
import dev.parqueduct.io.postgres.PgType.Multirange;
import dev.parqueduct.io.postgres.PgType.Range;
import java.util.List;

/** Values of types that have parts, and enumerations of the tests' own. */
final class NestedSamples {
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
              new Field("odd \" name", TypeSample.base(BaseType.TEXT))));

  private static final String PAIR_VALUE =
      "(CASE WHEN random() < 0.2 THEN NULL ELSE ROW(CASE WHEN random() < 0.8 THEN"
          + " (random()*1000 - 500)::numeric(12,2) END, CASE WHEN random() < 0.8 THEN 'ok'::mood END, 'x')::pair"
          + " END)";

  private NestedSamples() {}

  static List<TypeSample> all() {
    Range int4 = new Range("int4range", TypeSample.base(BaseType.INT4));
    Range num = new Range("numrange", TypeSample.base(BaseType.NUMERIC));
    Range tstz = new Range("tstzrange", TypeSample.base(BaseType.TIMESTAMPTZ));
    String int4Value = "int4range((random()*10)::int, 10 + (random()*10)::int, '[]')";
    return List.of(
        TypeSample.of(
            array("bytea[]", BaseType.BYTEA),
            "(SELECT array_agg(decode(md5(random()::text), 'hex')) FROM generate_series(1, (random()*4)::int))",
            "'{}'",
            "'{NULL}'",
            "array_remove(ARRAY['\\x01'::bytea, NULL], NULL)"),
        TypeSample.of(
            array("int4[]", BaseType.INT4),
            "ARRAY[(random()*10)::int, NULL, (random()*10)::int]",
            "'{}'",
            "'{{1,2},{3,4}}'",
            "'{1,2,3,4}'",
            "'[0:1]={5,6}'"),
        TypeSample.of(
            array("numeric[]", BaseType.NUMERIC),
            "ARRAY[(random() - 0.5)::numeric, 1.50]",
            "'{NaN,-1}'",
            "'{{{1},{2}}}'"),
        TypeSample.of(
            array("text[]", BaseType.TEXT), "ARRAY[" + TypeSample.TEXT + ", NULL, 'NULL', '{\"']"),
        TypeSample.of(array("jsonb[]", BaseType.JSONB), "ARRAY[to_jsonb(random()), NULL]"),
        TypeSample.of(
            new Array("mood[]", new Enumeration("mood"), 1),
            "ARRAY['ok', 'sad', NULL]::mood[]",
            "'{}'"),
        TypeSample.of(int4, int4Value, "'empty'", "'(,)'", "'[1,)'", "'(,5)'"),
        TypeSample.of(
            num,
            "numrange((random() - 10)::numeric, (random()*10)::numeric, '(]')",
            "'[-1.50,1.5]'",
            "'empty'",
            "'[NaN,)'"),
        TypeSample.of(
            tstz,
            "tstzrange(now() - random() * interval '1 year', now())",
            "'[-infinity,infinity]'"),
        TypeSample.of(new Array("int4range[]", int4, 1), "ARRAY[" + int4Value + ", NULL, 'empty']"),
        TypeSample.of(
            new Multirange("int4multirange", int4),
            "int4multirange(" + int4Value + ", int4range(100, 200))",
            "'{}'"),
        TypeSample.of(
            new Multirange("nummultirange", num),
            "nummultirange(numrange(NULL, random()::numeric))"),
        TypeSample.of(PAIR, PAIR_VALUE, "ROW(NULL, NULL, NULL)", "ROW(-1::cents, 'sad'::mood, '')"),
        TypeSample.of(
            new Array("pair[]", PAIR, 1),
            "ARRAY[" + PAIR_VALUE + ", " + PAIR_VALUE + "]",
            "'{}'",
            "ARRAY[NULL]::pair[]",
            "ARRAY[ROW(NULL,NULL,NULL)]::pair[]"),
        TypeSample.of(
            new Composite(
                "nested",
                List.of(
                    new Field("p", PAIR),
                    new Field("ps", new Array("pair[]", PAIR, 1)),
                    new Field("f", TypeSample.base(BaseType.FLOAT8)),
                    new Field("ws", array("words", BaseType.TEXT)))),
            "ROW("
                + PAIR_VALUE
                + ", ARRAY["
                + PAIR_VALUE
                + "], '-0'::float8, '{a,b}'::words)::nested",
            "ROW(NULL, NULL, NULL, NULL)::nested"));
  }

  private static Array array(String name, BaseType element) {
    return new Array(name, TypeSample.base(element), 1);
  }
}
