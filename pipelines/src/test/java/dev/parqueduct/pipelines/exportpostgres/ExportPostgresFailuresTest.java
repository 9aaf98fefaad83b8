package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExportPostgresFailuresTest extends ExportPostgresFixture {
  @Test
  void oneBadTableDoesNotStopTheOthers() throws Exception {
    createItems(1000);
    sql("create view bad as select 1 / (n - 500) as x from items");
    CommandLine answer = export("--tables=items,bad");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err())
        .contains("A table was not exported in full: public.bad", "division by zero")
        .hasLineCount(1);
    assertThat(answer.out())
        .containsPattern("public.bad +failed")
        .containsPattern("items_01 +done");
    assertThat(outcome("public.items_01").get("status").asText()).isEqualTo("done");
    assertThat(outcome("public.items_02").get("status").asText()).isEqualTo("done");
    assertThat(outcome("public.bad").get("failures").get(0).asText()).contains("division by zero");
    assertThat(output.report().get("status").asText()).isEqualTo("failed");

    sql("create or replace view bad as select 1 / (n + 1) as x from items");
    CommandLine again = done("--tables=items,bad");
    assertThat(again.out()).contains("2 units done before");
  }

  @Test
  void whatHasNoColumnsFailsAlone() throws Exception {
    sql("create table bare ()", "create table other as select 1 as i");
    CommandLine answer = export("--tables=bare,other", "--queries=none=select from other");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err())
        .contains("2 tables were not exported in full: none, public.bare.", "no columns")
        .hasLineCount(1);
    assertThat(outcome("public.other").get("status").asText()).isEqualTo("done");
    assertThat(outcome("none").get("failures").get(0).asText()).contains("no columns");
    assertThat(outcome("public.bare").get("failures").get(0).asText())
        .isEqualTo("public.bare has no columns, and no file can hold its rows.");
  }

  @Test
  void aConnectionThatIsCutIsTriedAgain() throws Exception {
    AtomicBoolean cut = new AtomicBoolean();
    Thread killer =
        new Thread(
            () -> {
              try (Connection connection = TestServer.connect("postgres")) {
                while (!cut.get() && !Thread.interrupted()) {
                  cut.set(cutOnce(connection));
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();
    CommandLine answer =
        done(
            "--queries=slow=select i, repeat('x', 1000) || pg_sleep(0.01) as x"
                + " from generate_series(1, 300) i");
    killer.interrupt();
    killer.join();

    assertThat(cut).isTrue();
    assertThat(answer.out()).contains("1 attempts were repeated");
    assertThat(output.duckdb("select count(distinct i) from '$out/slow/*.parquet'"))
        .containsExactly(List.of("300"));
    assertThat(output.report().get("rows").get("written").asLong()).isEqualTo(300);
  }

  private boolean cutOnce(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_terminate_backend(pid) from pg_stat_activity where state = 'active'"
                    + " and datname = '"
                    + database
                    + "' and application_name like 'parqueduct % slow-0000' and query like 'COPY%'"
                    + " and clock_timestamp() - query_start > interval '0.5 s'")) {
      return row.next();
    }
  }

  @Test
  void aStatementThatTakesTooLongFailsItsTable() throws Exception {
    CommandLine answer =
        export(
            "--queries=slow=select pg_sleep(20)::text as x; quick=select 1 as i",
            "--statementTimeout=1");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("slow", "statement timeout").hasLineCount(1);
    assertThat(outcome("quick").get("status").asText()).isEqualTo("done");
  }

  @Test
  void unknownTablesAreToldWithWhatThereIs() throws Exception {
    createItems(10);
    CommandLine answer = export("--tables=items,nothing_*");

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains("No table matches nothing_*. There are: public.items, public.items_01,")
        .hasLineCount(1);
    assertThat(output.files()).isEmpty();
  }

  @Test
  void unknownUsersAndDatabasesAreTold() {
    CommandLine user = export("--tables=x", "--user=nobody_here");
    assertThat(user.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(user.err()).contains("as nobody_here", "does not exist").hasLineCount(1);

    CommandLine base = export("--tables=x", "--database=nothing_here");
    assertThat(base.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(base.err()).contains("nothing_here").hasLineCount(1);
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    CommandLine answer = export("--host=127.0.0.1", "--port=1", "--tables=x", "--retries=1");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("127.0.0.1:1", "SQLState 08001").hasLineCount(1);
  }

  @Test
  void aPasswordInTheUrlIsRefused() {
    CommandLine answer =
        CommandLine.run(
            "export-postgres",
            "--url=jdbc:postgresql://h/d?user=u&password=hidden",
            "--tables=x",
            "--output=" + output.root());

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("--url must not hold a password").doesNotContain("hidden");
  }

  @Test
  void nothingSelectedIsRefused() {
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("Give --tables, --tablesFile or --queries").hasLineCount(1);
  }
}
