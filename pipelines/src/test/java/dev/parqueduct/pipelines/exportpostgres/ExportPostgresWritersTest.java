package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows change when units of a table are done, and others are not begun. */
class ExportPostgresWritersTest extends ExportPostgresFixture {
  private static final String ROWS_AS_TEXT =
      "select string_agg(id || ' ' || n || ' ' || filler, '|' order by id) from ";

  @Test
  void filesHoldTheSnapshotAndTheValidationNamesWhatChangedSince() throws Exception {
    sql(
        "create table items (id int primary key, n int not null, filler text not null)",
        "insert into items select i, i * 3, repeat(md5(i::text), 8) from generate_series(1, 12000) i",
        "analyze items");
    List<List<String>> before = server(ROWS_AS_TEXT + "items");
    CompletableFuture<CommandLine> run =
        CompletableFuture.supplyAsync(
            () ->
                export(
                    "--tables=items",
                    "--unitBytes=400000",
                    // So slowly that most of it is still to be done when rows change.
                    "--readLimit=1",
                    "--concurrency=2"));
    awaitUnits(2, run);
    try (Connection writer = TestServer.connect(database);
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("set lock_timeout = '60s'");
      // Units that are at work come to their end, and all others wait until this has committed.
      statement.execute("lock table items in access exclusive mode");
      assertThat(unitsDone()).isLessThan(12);
      statement.execute("update items set n = -n where id in (3, 11998)");
      statement.execute("update items set filler = filler || '!'  where id = 6000");
      statement.execute("delete from items where id in (5, 11997)");
      statement.execute("insert into items values (0, 0, 'new'), (20000, 1, 'new')");
      writer.commit();
    }
    CommandLine answer = run.get();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).doesNotContain("was read in");
    assertThat(outcome("public.items").get("snapshots").size()).isEqualTo(1);
    assertThat(output.duckdb(ROWS_AS_TEXT + "'$out/**/*.parquet'")).isEqualTo(before);

    CommandLine verdict =
        CommandLine.run(
            "validate-parquet",
            "--input=" + output.root(),
            "--against=" + TestServer.url(database),
            "--results=" + folder.resolve("results.txt"));
    assertThat(verdict.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(verdict.out())
        .contains("NOT safe to drop: public.items: the database has 12000 rows with fingerprint");
    assertThat(
            verdict
                .out()
                .lines()
                .filter(line -> line.matches("  (missing|different).*"))
                .map(line -> line.replaceAll(" \\[.*", "")))
        .containsExactlyInAnyOrder(
            "  different: (id) = (3): n",
            "  different: (id) = (11998): n",
            "  different: (id) = (6000): filler",
            "  missing in the database: (id) = (5)",
            "  missing in the database: (id) = (11997)",
            "  missing in the files: (id) = (0)",
            "  missing in the files: (id) = (20000)");
  }

  private void awaitUnits(int number, CompletableFuture<?> run) throws Exception {
    while (unitsDone() < number) {
      assertThat(run).isNotDone();
      sql("select pg_sleep(0.01)");
    }
  }

  private long unitsDone() throws Exception {
    Path units = output.root().resolve("_ledger/units");
    if (!Files.exists(units)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(units)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("public.items-"))
          .count();
    }
  }
}
