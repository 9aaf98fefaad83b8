package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.OwnServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server goes down in the middle of an export and comes back. */
class ExportPostgresRestartTest {
  private static final Logger RETRIES =
      Logger.getLogger("dev.parqueduct.transforms.export.TryUnits");

  @TempDir Path folder;

  @Test
  void unitsThatTheServerTookDownAreTriedAgainInANewSnapshot() throws Exception {
    Output output = new Output(folder.resolve("out"));
    Seen retries = new Seen("event=unit_retry unit=public.held-0000");
    RETRIES.addHandler(retries);
    try (OwnServer server = OwnServer.start(Map.of())) {
      Connection holder = fill(server);
      CompletableFuture<CommandLine> run =
          CompletableFuture.supplyAsync(
              () ->
                  CommandLine.run(
                      "export-postgres",
                      "--url=" + server.url("postgres"),
                      "--tables=items,held",
                      "--unitBytes=400000",
                      // So slowly that most of it is still to be done when the server goes down.
                      "--readLimit=1",
                      "--concurrency=2",
                      "--retries=12",
                      "--retryBackoff=0.1",
                      "--output=" + output.root()));
      awaitUnits(server, output.root(), 2, run);
      awaitHeld(server);
      server.stop();
      holder.close();
      retries.await();
      server.startAgain();
      CommandLine answer = run.get();

      assertThat(answer.err()).isEmpty();
      assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
      assertThat(answer.out()).contains("attempts were repeated", "was read in");
      assertThat(output.report().get("status").asText()).isEqualTo("done");
      assertThat(output.report().get("tablesOfSeveralSnapshots").toString())
          .isEqualTo("[\"public.items\"]");
      assertEqualToTheServer(server, output);
    } finally {
      RETRIES.removeHandler(retries);
    }
  }

  /**
   * Makes a table of many units, and a view whose last rows wait for a lock that is held until the
   * server stops.
   */
  private static Connection fill(OwnServer server) throws Exception {
    Connection connection = server.connect("postgres");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table items as select i as id, repeat(md5(i::text), 8) as filler from"
              + " generate_series(1, 12000) i");
      statement.execute("analyze items");
      statement.execute(
          "create view held as select i as id, repeat('x', 1000) as filler, case when i > 900 then"
              + " pg_advisory_xact_lock_shared(1)::text end as waited from generate_series(1, 1000) i");
      statement.execute("select pg_advisory_lock(1)");
    }
    return connection;
  }

  private static void awaitUnits(
      OwnServer server, Path output, long number, CompletableFuture<?> run) throws Exception {
    Path units = output.resolve("_ledger/units");
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      while (count(units, "public.items-") < number) {
        assertThat(run).isNotDone();
        statement.execute("select pg_sleep(0.01)");
      }
    }
    assertThat(count(units, "public.items-")).isLessThan(5);
  }

  private static long count(Path folder, String prefix) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  /** Waits until rows of the view were sent, and others are not to come. */
  private static void awaitHeld(OwnServer server) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean held = false;
      while (!held) {
        try (ResultSet row =
            statement.executeQuery(
                "select 1 from pg_locks where locktype = 'advisory' and not granted")) {
          held = row.next();
        }
      }
    }
  }

  private static void assertEqualToTheServer(OwnServer server, Output output) throws Exception {
    CommandLine verdict =
        CommandLine.run(
            "validate-parquet",
            "--input=" + output.root(),
            "--against=" + server.url("postgres"),
            "--results=" + output.root() + "-results.txt");
    assertThat(verdict.err()).isEmpty();
    assertThat(verdict.exit()).isEqualTo(ExitCode.DONE);
    assertThat(verdict.out()).contains("safe to drop: public.items (12000 rows");
    assertThat(
            output.duckdb(
                "select count(*), count(distinct id), sum(length(filler)), count(waited) from"
                    + " '$out/public.held/*.parquet'"))
        .containsExactly(List.of("1000", "1000", "1000000", "100"));
  }

  /** Waits for a line of the log. */
  private static final class Seen extends Handler {
    private final String text;
    private final CountDownLatch seen = new CountDownLatch(1);

    Seen(String text) {
      this.text = text;
    }

    void await() throws InterruptedException {
      seen.await();
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getMessage() != null && line.getMessage().contains(text)) {
        seen.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
