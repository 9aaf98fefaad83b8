package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrays, composites and ranges in each other: both sides print them as JSON. */
class NestedTypesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestServer.connectToNew("nested_types");
    Sql.run(
        connection,
        "create type leaf as (n int, \"Text\" text, tags text[])",
        "create type tree as (name text, one leaf, many leaf[], span int4range, at timetz)",
        "create type floatrange as range (subtype = float8)",
        """
        create function parts(r anyrange) returns jsonb language sql immutable as $$
          select case when r is null then null else jsonb_build_object(
            'lower', lower(r), 'upper', upper(r), 'lower_inclusive', lower_inc(r),
            'upper_inclusive', upper_inc(r), 'empty', isempty(r)) end
        $$""",
        """
        create function parts(m anymultirange) returns jsonb language sql immutable as $$
          select case when m is null then null else (
            select coalesce(jsonb_agg(parts(r) order by r), '[]') from unnest(m) u(r)) end
        $$""");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void keepsArraysOfSeveralDimensions() throws SQLException, IOException {
    same(
        "int[][]",
        "to_json(c)",
        "'{{1,2,3},{4,null,6}}'",
        "'{}'",
        "null",
        "'{{null}}'",
        "'{{1},{2},{3}}'",
        "'{{1,2,3}}'");
    same(
        "text[3][2][2]",
        "to_json(c)",
        "'{{{a,b},{c,d}},{{e,f},{g,null}},{{\"\",\"NULL\"},{i,j}}}'",
        "'{{{a}}}'",
        "'{}'",
        "null",
        "'{{{a},{b}},{{c},{d}}}'",
        "'{{{a,b}},{{c,d}}}'");
    same("int[][][][][][]", "to_json(c)", "'{{{{{{1,2},{3,4}}}}},{{{{{5,6},{7,8}}}}}}'", "'{}'");
  }

  @Test
  void keepsCompositesInComposites() throws SQLException, IOException {
    String one = "row(1, 'a', '{x,null}')::leaf";
    String none = "row(null, null, null)::leaf";
    String bare = "row(2, '', '{}')::leaf";
    same(
        "tree",
        // A time with a zone and a range are groups in the file.
        """
        case when c is not distinct from null then null else json_build_object(
          'name', (c).name, 'one', (c).one, 'many', (c).many, 'span', parts((c).span),
          'at', case when (c).at is null then null else json_build_object(
            'time', (c).at::time, 'utc_offset', extract(timezone from (c).at)::int) end) end""",
        "row('t', "
            + one
            + ", array["
            + one
            + ", null, "
            + none
            + ", "
            + bare
            + "], '[1,5)', null)",
        "null",
        "row(null, null, null, null, null)",
        "row('u', " + none + ", '{}', 'empty', '12:00+02')",
        "row('v', " + bare + ", array[null]::leaf[], '(,)', '00:00-01:30')");
  }

  @Test
  void keepsCompositesInArrays() throws SQLException, IOException {
    same(
        "leaf[]",
        "to_json(c)",
        "array[row(1, 'a', '{x,y}'), row(2, 'b', '{}'), null, row(3, null, null)]::leaf[]",
        "'{}'",
        "null",
        "array[null]::leaf[]");
    same(
        "leaf[][]",
        "to_json(c)",
        "array[[row(1, 'a', '{x,y}'), row(2, 'b', '{z}')], [null, row(3, '', '{}')]]::leaf[]",
        "'{}'");
  }

  @Test
  void keepsRanges() throws SQLException, IOException {
    String[] ints = {"'[1,5)'", "'empty'", "'(,)'", "null", "'[3,)'", "'(,3]'", "'[7,7]'"};
    same("int4range", "parts(c)", ints);
    same("int8range", "parts(c)", ints);
    same("daterange", "parts(c)", "'[2024-02-28,2024-03-01]'", "'empty'", "'(,2000-01-01)'");
    same("floatrange", "parts(c)", "'(1.5,2.5)'", "'[0.5,0.5]'", "'(,)'");
    same(
        "int4range[]",
        "(select coalesce(jsonb_agg(parts(r) order by n), '[]')"
            + " from unnest(c) with ordinality u(r, n))",
        "array['[1,2)', null, 'empty', '(,)']::int4range[]",
        "'{}'");
  }

  @Test
  void keepsBoundsOfNumericsAsText() throws SQLException, IOException {
    Sql.run(
        connection,
        "create table numranges (c numrange)",
        "insert into numranges values ('[1.50,)'), ('(-0.001,NaN]'), ('empty')");
    try (Exported exported = Exported.relation(connection, "numranges")) {
      assertThat(exported.duckdb("select c.lower, c.upper, c.upper_inclusive, c.empty from $file"))
          .isEqualTo(
              List.of(
                  row("1.50", null, "false", "false"),
                  row("-0.001", "NaN", "true", "false"),
                  row(null, null, "false", "true")));
    }
  }

  @Test
  void keepsMultiranges() throws SQLException, IOException {
    same("int4multirange", "parts(c)", "'{[1,2),[5,9),[20,)}'", "'{}'", "null", "'{(,)}'");
    same("datemultirange", "parts(c)", "'{[2024-01-01,2024-01-02),[2025-01-01,)}'");
  }

  @Test
  void keepsDomainsOverArraysInArrays() throws SQLException, IOException {
    Sql.run(
        connection,
        "create domain ids as int[]",
        "create domain more_ids as ids",
        "create domain points as point[]",
        "create table domains (c more_ids[], p points[])",
        """
        insert into domains values
          ('{"{1,2}",NULL,"{}"}', '{"{\\"(1,2)\\"}"}')""");
    try (Exported exported = Exported.relation(connection, "domains")) {
      assertThat(exported.duckdb("select to_json(c), to_json(p) from $file"))
          .containsExactly(row("[[1,2],null,[]]", "[\"{\\\"(1,2)\\\"}\"]"));
    }
  }

  private static List<String> row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell);
    }
    return row;
  }

  private static void same(String type, String json, String... values)
      throws SQLException, IOException {
    Sql.run(
        connection,
        "drop table if exists nested",
        "create table nested (id int generated always as identity, c " + type + ")");
    for (String value : values) {
      Sql.run(connection, "insert into nested (c) values (" + value + ")");
    }
    try (Exported exported = Exported.relation(connection, "nested")) {
      List<JsonNode> wanted = new ArrayList<>();
      for (List<String> row : Sql.rows(connection, "select " + json + " from nested order by id")) {
        wanted.add(tree(row.get(0)));
      }
      List<JsonNode> read = new ArrayList<>();
      for (String value : exported.column("to_json(c)")) {
        read.add(tree(value));
      }
      assertThat(read).as(type).isEqualTo(wanted);
    }
  }

  private static JsonNode tree(String json) throws IOException {
    return json == null ? JSON.nullNode() : JSON.readTree(json);
  }
}
