package dev.parqueduct.io.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgCatalogTest {
  private static final PgType INT4 = new PgType.Base("integer", BaseType.INT4, -1);
  private static final PgType TEXT = new PgType.Base("text", BaseType.TEXT, -1);

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestServer.connectToNew("catalog");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  private static void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<PgColumn> columns(String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select '" + relation + "'::regclass::oid")) {
      result.next();
      return PgCatalog.of(connection).columnsOf(result.getLong(1));
    }
  }

  private static PgColumn column(String name, PgType type) {
    return new PgColumn(name, type, false, Conversion.NONE);
  }

  private static PgColumn notNull(String name, PgType type) {
    return new PgColumn(name, type, true, Conversion.NONE);
  }

  @Test
  void readsColumnsOfTables() throws SQLException {
    run(
        """
        create table kinds (
          id int primary key, gone text, "Mixed ""Case"" ünï" text not null, price numeric(20,4),
          double int generated always as (id * 2) stored, code varchar(43), word bpchar)""");
    run("alter table kinds drop column gone");
    assertThat(columns("kinds"))
        .containsExactly(
            notNull("id", INT4),
            notNull("Mixed \"Case\" ünï", TEXT),
            column("price", new PgType.Base("numeric(20,4)", BaseType.NUMERIC, (20 << 16 | 4) + 4)),
            column("double", INT4),
            column("code", new PgType.Base("character varying(43)", BaseType.VARCHAR, 47)),
            column("word", new PgType.Base("bpchar", BaseType.BPCHAR, -1)));
  }

  @Test
  void resolvesDomainsEnumsCompositesAndRanges() throws SQLException {
    run("create domain price as numeric(9,2) check (value > 0)");
    run("create domain fee as price not null");
    run("create domain ids as int[][]");
    run("create type mood as enum ('sad', 'ok')");
    run("create type inner_part as (n fee, m mood)");
    run("create type outer_part as (p inner_part, gone int, i ids)");
    run("alter type outer_part drop attribute gone");
    run("create type floats as range (subtype = float8, multirange_type_name = many_floats)");
    run(
        """
        create table resolved (
          f fee, i ids, m mood[][], o outer_part, fl floats, mf many_floats, pt point, v oidvector,
          fees fee[], ms money)""");
    PgType fee = new PgType.Base("numeric(9,2)", BaseType.NUMERIC, (9 << 16 | 2) + 4);
    PgType mood = new PgType.Enumeration("mood");
    PgType ids = new PgType.Array("integer[]", INT4, 2);
    PgType inner =
        new PgType.Composite(
            "inner_part", List.of(new PgType.Field("n", fee), new PgType.Field("m", mood)));
    PgType outer =
        new PgType.Composite(
            "outer_part", List.of(new PgType.Field("p", inner), new PgType.Field("i", ids)));
    PgType.Range floats =
        new PgType.Range("floats", new PgType.Base("double precision", BaseType.FLOAT8, -1));
    List<PgColumn> columns = columns("resolved");
    assertThat(columns)
        .containsExactly(
            column("f", fee),
            column("i", ids),
            column("m", new PgType.Array("mood[]", mood, 2)),
            column("o", outer),
            column("fl", floats),
            column("mf", new PgType.Multirange("many_floats", floats)),
            column("pt", new PgType.AsText("point")),
            column("v", new PgType.AsText("oidvector")),
            column("fees", new PgType.Array("fee[]", fee, 1)),
            column("ms", new PgType.Base("money", BaseType.MONEY, 2)));
    assertThat(ColumnsJson.read(ColumnsJson.write(columns))).isEqualTo(columns);
  }

  @Test
  void readsColumnsOfPartitionsAndViews() throws SQLException {
    run("create table days (id int not null, day date) partition by range (day)");
    run("create table days_1 partition of days for values from ('2024-01-01') to ('2024-02-01')");
    run("create view seen as select id, day as \"when\" from days");
    run("create materialized view kept as select id from days");
    PgType date = new PgType.Base("date", BaseType.DATE, -1);
    assertThat(columns("days")).containsExactly(notNull("id", INT4), column("day", date));
    assertThat(columns("days_1")).isEqualTo(columns("days"));
    assertThat(columns("seen")).containsExactly(column("id", INT4), column("when", date));
    assertThat(columns("kept")).containsExactly(column("id", INT4));
  }

  @Test
  void countsOnNotNullOnlyWhereItWasChecked() throws SQLException {
    assumeThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(18);
    run("create table late (a int, b int not null)");
    run("insert into late values (null, 1)");
    run("alter table late add constraint later not null a not valid");
    assertThat(columns("late")).containsExactly(column("a", INT4), notNull("b", INT4));
  }

  @Test
  void refusesWhatHasNoRowsOrColumns() throws SQLException {
    run("create sequence numbers");
    run("create table bare ()");
    for (String relation : List.of("numbers", "bare")) {
      assertThatThrownBy(() -> columns(relation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no table, view or foreign table with columns");
    }
  }

  @Test
  void describesQueries() throws SQLException {
    run("create table asked (id int not null, price numeric(20,4), grid int[][])");
    assertThat(
            PgCatalog.of(connection)
                .columnsOfQuery(
                    "select a.*, price * 2 as \"Twice\", 'x' as x, '?' as \"?\", row(1) as r,"
                        + " null::varchar(5) as v from asked a where id > 0"))
        .containsExactly(
            column("id", INT4),
            column("price", new PgType.Base("numeric(20,4)", BaseType.NUMERIC, (20 << 16 | 4) + 4)),
            column("grid", new PgType.Array("integer[]", INT4, 2)),
            column("Twice", new PgType.Base("numeric", BaseType.NUMERIC, -1)),
            column("x", TEXT),
            column("?", TEXT),
            column("r", new PgType.AsText("record")),
            column("v", new PgType.Base("character varying(5)", BaseType.VARCHAR, 9)));
  }

  @Test
  void doesNotRunQueriesThatItDescribes() throws SQLException {
    assertThat(PgCatalog.of(connection).columnsOfQuery("select 1/0 as never"))
        .containsExactly(column("never", INT4));
    assertThatThrownBy(() -> PgCatalog.of(connection).columnsOfQuery("select nothing"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("column \"nothing\" does not exist");
    assertThatThrownBy(() -> PgCatalog.of(connection).columnsOfQuery("create table t (a int)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no columns");
  }
}
