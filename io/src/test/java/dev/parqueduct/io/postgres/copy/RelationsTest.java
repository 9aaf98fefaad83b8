package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.ColumnsJson;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole relations and queries, from the catalog to the file. */
class RelationsTest {
  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestServer.connectToNew("relations");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void exportsColumnsOfAnyName() throws SQLException, IOException {
    Sql.run(
        connection,
        """
        create table "Odd.Table ""x"" y" (
          "select" int, "Mixed Case" text, "a.b" int[], "quo""te" point, "ünï" int, "'" int,
          " " int, "%s" int, "$1" int, "?" int)""",
        """
        insert into "Odd.Table ""x"" y" values (1, 'x', '{2}', '(3,4)', 5, 6, 7, 8, 9, 10)""");
    try (Exported exported = Exported.relation(connection, "\"Odd.Table \"\"x\"\" y\"")) {
      assertThat(
              exported.duckdb(
                  """
                  select "select", "Mixed Case", "a.b", "quo""te", "ünï", "'", " ", "%s", "$1", "?"
                  from $file"""))
          .containsExactly(List.of("1", "x", "[2]", "(3,4)", "5", "6", "7", "8", "9", "10"));
    }
  }

  @Test
  void exportsGeneratedColumnsAndNoDroppedOnes() throws SQLException, IOException {
    String kind = Sql.version(connection) >= 18 ? "virtual" : "stored";
    Sql.run(
        connection,
        """
        create table made (
          gone text, id int not null, stored int generated always as (id * 2) stored,
          virtual int generated always as (id * 3) %s, also_gone int)"""
            .formatted(kind),
        "insert into made values ('x', 1), ('y', 2)",
        "alter table made drop column gone, drop column also_gone, add added text default 'z'");
    try (Exported exported = Exported.relation(connection, "made")) {
      assertThat(exported.duckdb("select * from $file order by id"))
          .containsExactly(List.of("1", "2", "3", "z"), List.of("2", "4", "6", "z"));
      assertThat(exported.schema("id").getRepetition()).isEqualTo(Repetition.REQUIRED);
      assertThat(exported.schema("stored").getRepetition()).isEqualTo(Repetition.OPTIONAL);
    }
  }

  @Test
  void exportsPartitionedTablesViewsAndQueries() throws SQLException, IOException {
    Sql.run(
        connection,
        "create table days (id int not null, day date) partition by range (day)",
        "create table days_1 partition of days for values from ('2024-01-01') to ('2024-02-01')",
        // With columns in another order, and one that was dropped.
        "create table days_2 (gone int, day date, id int not null)",
        "alter table days_2 drop column gone",
        "alter table days attach partition days_2 for values from ('2024-02-01') to (maxvalue)",
        "insert into days values (1, '2024-01-05'), (2, '2024-02-05')",
        "create view seen as select day, id + 1 as next from days");
    try (Exported all = Exported.relation(connection, "days");
        Exported second = Exported.relation(connection, "days_2");
        Exported view = Exported.relation(connection, "seen");
        Exported query = Exported.query(connection, "select max(day) as \"Last\" from days")) {
      assertThat(all.duckdb("select * from $file order by id"))
          .containsExactly(List.of("1", "2024-01-05"), List.of("2", "2024-02-05"));
      assertThat(second.duckdb("select * from $file")).containsExactly(List.of("2024-02-05", "2"));
      assertThat(view.duckdb("select * from $file order by next"))
          .containsExactly(List.of("2024-01-05", "2"), List.of("2024-02-05", "3"));
      assertThat(query.duckdb("select \"Last\" from $file")).containsExactly(List.of("2024-02-05"));
    }
  }

  @Test
  void leavesTheColumnsInTheFile() throws SQLException, IOException {
    Sql.run(
        connection,
        "create type place as (at point, name text)",
        "create table described (n numeric(20,4), p place, many place[], t tsvector[])");
    try (Exported exported = Exported.relation(connection, "described")) {
      List<String> json =
          exported
              .duckdb(
                  "select decode(value) from parquet_kv_metadata($file) where decode(key) = '"
                      + PgRows.COLUMNS_KEY
                      + "'")
              .get(0);
      List<PgColumn> columns = ColumnsJson.read(json.get(0));
      assertThat(columns).isEqualTo(exported.rows().columns());
      PgType place = new PgType.AsText("place");
      assertThat(columns.stream().map(PgColumn::type).skip(1))
          .containsExactly(
              place,
              new PgType.Array("place[]", place, 1),
              new PgType.Array("tsvector[]", new PgType.AsText("tsvector"), 1));
    }
  }

  @Test
  void refusesNullWhereTheTableHasNone() throws SQLException {
    Sql.run(connection, "create table strict (a int)", "insert into strict values (1), (null)");
    List<PgColumn> columns = new ArrayList<>();
    for (PgColumn column : Exported.columns(connection, "strict")) {
      columns.add(new PgColumn(column.name(), column.type(), true, Conversion.NONE));
    }
    assertThatThrownBy(
            () -> Exported.of(connection, "strict", columns, ValueOptions.defaults()).close())
        .isInstanceOf(RowException.class)
        .hasMessage("row 2, column a: null, although the column is declared NOT NULL");
  }

  @Test
  void refusesColumnsOfOneName() {
    assertThatThrownBy(() -> Exported.query(connection, "select 1 as a, 2 as a").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are two columns named a");
  }
}
