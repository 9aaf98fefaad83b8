package dev.parqueduct.pipelines.backfillevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to join and to insert, from the command line. */
@RealClickHouse.Needed
class BackfillEventsJoinTest {
  private static final String EXPECTED =
      "SELECT count() FROM observations FINAL WHERE toYYYYMM(start_time) = 202406";

  @TempDir Path folder;

  private CommandLine run(RealClickHouse server, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "backfill-events",
                "--url=" + server.url(),
                "--database=" + server.database(),
                "--partition=202406",
                "--chunkRows=1500",
                "--batchSize=1000",
                "--output=" + folder.resolve("out")));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("out/_report.json")));
  }

  @Test
  void aMonthIsJoinedOnTheServerThroughStagingTables() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    server.execute("ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0");
    CommandLine refused = run(server, "--join=pushdown");
    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("or use --staging");

    CommandLine dry = run(server, "--join=pushdown", "--staging", "--dryRun");
    assertThat(dry.exit()).as(dry.err()).isEqualTo(ExitCode.DONE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");

    CommandLine real = run(server, "--join=pushdown", "--staging");
    assertThat(real.exit()).as(real.err()).isEqualTo(ExitCode.DONE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(server.value(EXPECTED));
    assertThat(report().path("rows").path("written").asText()).isEqualTo(server.value(EXPECTED));
    assertThat(run(server, "--join=pushdown", "--staging").out()).contains("Nothing to do");
    server.execute("ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 1000");
    assertThat(run(server, "--join=pushdown").err()).contains("--staging was true");
    assertThat(server.value("SELECT count() FROM system.tables WHERE name LIKE '%staging%'"))
        .isEqualTo("0");
  }

  @Test
  void aMonthIsBackfilledFromFilesAndTheTablesAreNotRead() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    String expected = server.value(EXPECTED);
    export(server, "observations");
    export(server, "traces");
    server.execute("DROP TABLE observations;\nDROP TABLE traces;");
    String[] files = {
      "--join=files",
      "--observationsFiles=" + folder.resolve("observations.parquet"),
      "--tracesFiles=" + folder.resolve("traces.parquet")
    };
    assertThat(run(server, files[0], files[1]).err()).contains("Use --tracesFiles");
    assertThat(run(server, files[1]).err()).contains("is for --join=files");
    CommandLine real = run(server, files);
    assertThat(real.exit()).as(real.err()).isEqualTo(ExitCode.DONE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(expected);
    assertThat(server.value("SELECT countIf(user_id != '') > 1000 FROM events")).isEqualTo("1");
    assertThat(report().path("rows").path("written").asText()).isEqualTo(expected);
    assertThat(report().path("rows").path("duplicates").asLong()).isPositive();
    assertThat(real.out())
        .containsPattern("\n  buckets +1   0 done before")
        .containsPattern("\n  events +[0-9,]+   [0-9,]+ a second, in [0-9]+ inserts\n")
        .containsPattern(
            "\n  versions +[1-9][0-9]*   of which there is a newer one, [1-9][0-9]* deleted")
        .containsPattern("\n  left out +0 ")
        .containsPattern("\n  time +plan [0-9.]+ s, read 0.0 s, join [0-9.]+ s, insert [0-9.]+ s");
    assertThat(run(server, files).out()).contains("Nothing to do");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(expected);
  }

  private void export(RealClickHouse server, String table) throws IOException {
    String sql = "SELECT * FROM " + server.database() + "." + table + " FORMAT Parquet";
    String url = server.url() + "/?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8);
    try (InputStream in = URI.create(url).toURL().openStream()) {
      long unused = Files.copy(in, folder.resolve(table + ".parquet"));
    }
  }
}
