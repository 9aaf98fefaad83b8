package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.OwnServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a password, and that becomes a standby later. */
class StandbyTest {
  private static final String PASSWORD = "never-shown-anywhere";

  @TempDir Path folder;

  private OwnServer server;

  private CommandLine run(String command, String option, String... more) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    List<String> args =
        Stream.concat(
                Stream.of(
                    command,
                    option + "=jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                    "--user=keeper",
                    "--retries=0",
                    "--verbose",
                    "--passwordFile=" + password),
                Stream.of(more))
            .toList();
    CommandLine answer = CommandLine.run(args.toArray(String[]::new));
    assertThat(answer.out() + answer.err()).doesNotContain(PASSWORD);
    return answer;
  }

  private CommandLine validate(String... more) throws IOException {
    return run(
        "validate-parquet",
        "--against",
        Stream.concat(
                Stream.of(
                    "--input=" + folder.resolve("out"),
                    "--results=" + folder.resolve("results/results.txt"),
                    "--htmlReport=" + folder.resolve("results/report.html")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void fill() throws SQLException, IOException, InterruptedException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role keeper login password '" + PASSWORD + "'");
      statement.execute("create table kept as select i as id from generate_series(1, 500) i");
      statement.execute("create table nothing (id int)");
      statement.execute("alter table kept owner to keeper");
      statement.execute("alter table nothing owner to keeper");
    }
    Files.writeString(
        server.data().resolve("pg_hba.conf"),
        """
        host all keeper 127.0.0.1/32 scram-sha-256
        host all postgres 127.0.0.1/32 trust
        """);
    server.reload();
  }

  @Test
  void whatIsEqualOnAStandbyIsNotSafeToDrop() throws Exception {
    try (OwnServer own = OwnServer.start(Map.of())) {
      server = own;
      fill();
      CommandLine export =
          run(
              "export-postgres",
              "--url",
              "--tables=kept,nothing",
              "--output=" + folder.resolve("out"));
      assertThat(export.exit()).as(export.err()).isEqualTo(ExitCode.DONE);
      assertThat(validate().out())
          .contains("safe to drop: public.kept (500 rows", "safe to drop: public.nothing (0 rows")
          .doesNotContain("NOT safe");

      Files.createFile(server.data().resolve("standby.signal"));
      server.stop();
      server.startAgain();
      String why = "it is equal on a standby, which may be behind its primary";
      CommandLine answer = validate("--certify=drop", "--confirmTable=public.kept");
      assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(answer.out())
          .contains("NOT safe to drop: public.kept: " + why)
          .contains("NOT safe to drop: public.nothing: " + why);
      assertThat(answer.err()).contains("NOT certified, and left as it is");

      CommandLine again =
          run(
              "export-postgres",
              "--url",
              "--tables=kept",
              "--output=" + folder.resolve("of-standby"));
      assertThat(again.exit()).as(again.err()).isEqualTo(ExitCode.DONE);
      assertNoFileHoldsThePassword();
    }
  }

  private void assertNoFileHoldsThePassword() throws IOException {
    int files = 0;
    for (String part : List.of("out", "of-standby", "results")) {
      try (Stream<Path> paths = Files.walk(folder.resolve(part))) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(path, StandardCharsets.ISO_8859_1))
              .as(path.toString())
              .doesNotContain(PASSWORD);
          files++;
        }
      }
    }
    assertThat(files).isGreaterThan(10);
  }
}
