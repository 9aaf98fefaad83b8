package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every type, alone, in arrays and in composites: DuckDB reads what the server prints. */
class EveryTypeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static List<TypeCase> cases;
  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestServer.connectToNew("every_type");
    int version = Sql.version(connection);
    cases =
        TypeCase.all().stream()
            .filter(type -> type.exists(version))
            .map(type -> type.on(version))
            .toList();
    Sql.run(
        connection,
        "create type mood as enum ('', 'happy', 'sad, ''quoted''', 'très content')",
        "set timezone to 'UTC'");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void keepsValuesAndNulls() throws SQLException, IOException {
    Sql.run(connection, "create table flat (id int)");
    for (int i = 0; i < cases.size(); i++) {
      Sql.run(connection, "alter table flat add c" + i + " " + cases.get(i).type());
    }
    int rows = cases.stream().mapToInt(type -> type.values().size()).max().orElseThrow() + 1;
    for (int row = 0; row < rows; row++) {
      List<String> values = new ArrayList<>();
      for (TypeCase type : cases) {
        boolean some = row < type.values().size();
        values.add(some ? type.literal(type.values().get(row)) : "null");
      }
      Sql.run(
          connection, "insert into flat values (" + row + ", " + String.join(", ", values) + ")");
    }
    try (Exported exported = Exported.relation(connection, "flat")) {
      for (int i = 0; i < cases.size(); i++) {
        TypeCase type = cases.get(i);
        String column = "c" + i;
        List<String> wanted = new ArrayList<>();
        String shown = "case when " + column + " is null then null else " + type.server(column);
        Sql.rows(connection, "select " + shown + " end from flat order by id")
            .forEach(row -> wanted.add(type.normal(row.get(0))));
        List<String> read =
            exported.column(type.duckdb(column)).stream().map(type::normal).toList();
        assertThat(read).as(type.type()).isEqualTo(wanted);
        assertThat(wanted.subList(0, type.values().size())).doesNotContainNull();
      }
    }
  }

  @Test
  void keepsValuesInArrays() throws SQLException, IOException {
    for (TypeCase type : cases) {
      Sql.run(connection, "drop table if exists arrays");
      Sql.run(connection, "create table arrays (id int, c " + type.type() + "[])");
      List<String> literals = new ArrayList<>(List.of("null"));
      type.values().forEach(value -> literals.add(type.literal(value)));
      literals.add("null");
      Sql.run(
          connection,
          "insert into arrays values (0, array[" + String.join(", ", literals) + "])",
          "insert into arrays values (1, '{}'), (2, null), (3, '{null}')",
          "insert into arrays values (4, array[" + literals.get(1) + "])");
      String query =
          "select case when c is null then null else (select coalesce(json_agg(case when v is null"
              + " then null else "
              + type.server("v")
              + " end order by n), '[]') from unnest(c) with ordinality u(v, n)) end"
              + " from arrays order by id";
      try (Exported exported = Exported.relation(connection, "arrays")) {
        List<String> wanted = new ArrayList<>();
        Sql.rows(connection, query).forEach(row -> wanted.add(normal(type, row.get(0))));
        List<String> read =
            exported.column("to_json([" + type.duckdb("v") + " for v in c])").stream()
                .map(json -> normal(type, json))
                .toList();
        assertThat(read).as(type.type()).isEqualTo(wanted);
      }
    }
  }

  private static String normal(TypeCase type, String json) {
    if (json == null) {
      return null;
    }
    try {
      List<String> values = JSON.readValue(json, new TypeReference<List<String>>() {});
      return values == null
          ? null
          : String.join(
              "|",
              values.stream()
                  .map(value -> value == null ? "null" : "'" + type.normal(value) + "'")
                  .toList());
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void keepsValuesInComposites() throws SQLException, IOException {
    for (TypeCase type : cases) {
      Sql.run(connection, "drop type if exists pair cascade", "drop table if exists pairs");
      Sql.run(
          connection,
          "create type pair as (a " + type.type() + ", b " + type.type() + ")",
          "create table pairs (id int, c pair)");
      String first = type.literal(type.values().get(0));
      String last = type.literal(type.values().get(type.values().size() - 1));
      Sql.run(
          connection,
          "insert into pairs values (0, row(" + first + ", " + last + ")), (1, null)",
          "insert into pairs values (2, row(null, " + first + ")), (3, row(null, null))");
      try (Exported exported = Exported.relation(connection, "pairs")) {
        boolean text =
            exported.rows().columns().get(1).type().name().equals("pair")
                && exported.schema("c").isPrimitive();
        String query =
            text
                ? "select c::text, c is not distinct from null from pairs order by id"
                : "select case when (c).a is null then null else "
                    + type.server("(c).a")
                    + " end, case when (c).b is null then null else "
                    + type.server("(c).b")
                    + " end, (c is not distinct from null)::text from pairs order by id";
        String read =
            text
                ? "select c, if(c is null, 't', 'f') from $file"
                : "select "
                    + type.duckdb("c.a")
                    + ", "
                    + type.duckdb("c.b")
                    + ", (c is null)::varchar from $file";
        assertThat(normal(type, exported.duckdb(read)))
            .as(type.type())
            .isEqualTo(normal(type, Sql.rows(connection, query)));
      }
    }
  }

  private static List<List<String>> normal(TypeCase type, List<List<String>> rows) {
    List<List<String>> normal = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(i < row.size() - 1 ? type.normal(row.get(i)) : row.get(i));
      }
      normal.add(cells);
    }
    return normal;
  }
}
