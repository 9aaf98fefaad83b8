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
import java.sql.SQLException;
import java.sql.Statement;
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

  private static final int UNITS_AT_A_TIME = 2;

  @TempDir Path folder;

  @Test
  void unitsThatTheServerTookDownAreTriedAgainInANewSnapshot() throws Exception {
    Output output = new Output(folder.resolve("out"));
    Seen retries = new Seen("event=unit_retry unit=public.items-");
    RETRIES.addHandler(retries);
    try (OwnServer server = OwnServer.start(Map.of())) {
      fill(server);
      CompletableFuture<CommandLine> run =
          CompletableFuture.supplyAsync(
              () ->
                  CommandLine.run(
                      "export-postgres",
                      "--url=" + server.url("postgres"),
                      "--tables=items",
                      "--unitBytes=400000",
                      // So slowly that most of it is still to be done when the table is locked.
                      "--readLimit=1",
                      "--concurrency=" + UNITS_AT_A_TIME,
                      "--retries=12",
                      "--retryBackoff=0.1",
                      "--output=" + output.root()));
      awaitUnits(server, output.root(), 2, run);
      try (Connection holder = server.connect("postgres")) {
        // Units that are at work come to their end, and all others wait.
        lockItems(holder);
        awaitWaiting(server);
        server.stop();
      }
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

  private static void fill(OwnServer server) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table items as select i as id, repeat(md5(i::text), 8) as filler from"
              + " generate_series(1, 12000) i");
      statement.execute("analyze items");
    }
  }

  private static void lockItems(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("set lock_timeout = '60s'");
      statement.execute("lock table items in access exclusive mode");
    }
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
  }

  private static long count(Path folder, String prefix) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  /** Waits until all units that are worked on want the lock. */
  private static void awaitWaiting(OwnServer server) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      int waiting = 0;
      while (waiting < UNITS_AT_A_TIME) {
        try (ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_locks where locktype = 'relation' and not granted")) {
          assertThat(row.next()).isTrue();
          waiting = row.getInt(1);
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
