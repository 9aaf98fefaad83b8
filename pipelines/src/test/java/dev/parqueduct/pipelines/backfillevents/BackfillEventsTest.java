package dev.parqueduct.pipelines.backfillevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealClickHouse.Needed
class BackfillEventsTest {
  private static final String EXPECTED =
      "SELECT count() FROM observations FINAL WHERE toYYYYMM(start_time) = 202406";

  @TempDir Path folder;

  private CommandLine run(RealClickHouse server, String... more) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, RealClickHouse.PASSWORD);
    List<String> args =
        new ArrayList<>(
            List.of(
                "backfill-events",
                "--url=" + server.url(),
                "--user=" + RealClickHouse.USER,
                "--passwordFile=" + password,
                "--database=" + server.database(),
                "--chunkRows=1500",
                "--batchSize=1000",
                "--output=" + folder.resolve("out")));
    args.addAll(List.of(more));
    if (args.stream().noneMatch(arg -> arg.startsWith("--partition="))) {
      args.add("--partition=202406");
    }
    return CommandLine.run(args.toArray(String[]::new));
  }

  @Test
  void aMonthIsBackfilledReportedAndThenDone() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    CommandLine dry = run(server, "--dryRun");
    assertThat(dry.exit()).as(dry.err()).isEqualTo(ExitCode.DONE);
    assertThat(dry.out()).contains("nothing was inserted");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
    assertThat(folder.resolve("out")).doesNotExist();

    CommandLine real = run(server);
    assertThat(real.exit()).as(real.err()).isEqualTo(ExitCode.DONE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(server.value(EXPECTED));
    Path path = folder.resolve("out/_report.json");
    JsonNode report = new ObjectMapper().readTree(Files.readString(path));
    assertThat(report.path("rows").path("written").asText()).isEqualTo(server.value(EXPECTED));
    assertThat(report.path("counters").path("tracesFoundLate").asLong()).isPositive();
    assertThat(Files.readString(path)).doesNotContain(RealClickHouse.PASSWORD);

    assertThat(run(server).out()).contains("Nothing to do");
    assertThat(run(server, "--profile=langfuse_rust").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(server.value(EXPECTED));
  }

  @Test
  void whatIsDoneIsVerifiedAtOnceOrLaterAndWhatIsNotEqualEndsTheRunWithExitCode3()
      throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    CommandLine verified = run(server, "--verify");
    assertThat(verified.exit()).as(verified.err()).isEqualTo(ExitCode.DONE);
    assertThat(verified.out())
        .contains("A sample of rows", "verified: " + thousands(server.value(EXPECTED)) + " events")
        .containsPattern("parent_span_id +t-trace-[0-9]+ +\\| t-trace-");
    assertThat(report().path("verification").path("equal").asBoolean()).isTrue();
    assertThat(report().path("verification").path("sample")).hasSize(3);
    assertThat(report().path("verification").path("sums"))
        .hasSizeGreaterThan(4)
        .allMatch(
            chunk ->
                chunk.path("eventChecksum").asText().matches("[0-9]{10,}")
                    && chunk.path("eventChecksum").equals(chunk.path("sourceChecksum")));
    assertThat(verified.out())
        .containsPattern(
            "time +plan [0-9.]+ s, read [0-9.]+ s, join .* insert .* verify [0-9.]+ s");
    JsonNode thisRun = report().path("thisRun");
    assertThat(thisRun.path("stageSeconds").path("verify").asDouble()).isPositive();
    assertThat(thisRun.path("observations").asText()).isEqualTo(server.value(EXPECTED));
    assertThat(thisRun.path("eventsPerSecond").asLong()).isPositive();

    server.execute(
        "ALTER TABLE events UPDATE name = 'harmed' WHERE span_id = 'obs-25'"
            + " SETTINGS mutations_sync = 2");
    server.execute("SYSTEM STOP MERGES events");
    server.execute("INSERT INTO events SELECT * FROM events WHERE span_id = 'obs-13'");
    CommandLine harmed = run(server, "--verify");
    assertThat(harmed.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(harmed.err()).hasLineCount(1).contains("NOT verified: 2 of ");
    assertThat(harmed.out())
        .contains("doubled", "obs-13", "different project-2/obs-25 name")
        .containsPattern("≠ name +renamed +\\| harmed");
    assertThat(report().path("status").asText()).isEqualTo("failed");
    assertThat(report().path("verification").path("unequal")).hasSize(2);

    assertThat(run(server, "--verify", "--dryRun").exit()).isEqualTo(ExitCode.USAGE);
  }

  private static String thousands(String number) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("out/_report.json")));
  }

  @Test
  void aChunkThatFailsDoesNotKeepTheOthersAndTheRunSaysWhatToDo() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    // An insert of one of the projects fails, in a way that lasts.
    server.execute("ALTER TABLE events ADD CONSTRAINT closed CHECK project_id != 'project-2'");
    CommandLine failed = run(server, "--maxRetries=0");
    assertThat(failed.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.err()).contains("chunks failed").contains("run the same command again");
    assertThat(failed.out()).contains("NOT done in").contains(" 1 failed");
    assertThat(server.value("SELECT count() > 0 FROM events")).isEqualTo("1");
    server.execute("ALTER TABLE events DROP CONSTRAINT closed");
    assertThat(run(server, "--maxRetries=0").exit()).isEqualTo(ExitCode.DONE);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo(server.value(EXPECTED));
  }

  @Test
  void aRowThatTheServerRefusesIsKeptWithTheReasonAndTheRunDoesNotEndAsIfAllWereWell()
      throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    server.execute(
        "INSERT INTO observations SELECT * REPLACE ('obs-bad' AS id, 'no json' AS model_parameters)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 LIMIT 1");
    CommandLine rejected = run(server, "--verify");
    assertThat(rejected.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(rejected.err()).contains("1 records were rejected ({refused-by-server=1})");
    assertThat(rejected.out())
        .containsPattern("rejected +1 +in ")
        .contains("1 rows that were refused are in none");
    try (Stream<Path> files = Files.walk(folder.resolve("out/_rejected"))) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      assertThat(Files.readString(file)).contains("obs-bad").contains("Cannot parse JSON");
    }
    assertThat(run(server, "--verify", "--maxRejected=1").exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void rootSpansAreMadeOfTracesAlsoInMonthsWithoutObservations() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    String april = "SELECT count() FROM observations WHERE toYYYYMM(start_time) = 202404";
    assertThat(server.value(april)).isEqualTo("0");
    String[] options = {"--profile=langfuse_v4", "--rootSpans", "--verify", "--partition=202404"};
    CommandLine made = run(server, options);
    assertThat(made.exit()).as(made.err()).isEqualTo(ExitCode.DONE);
    assertThat(made.out()).contains("partitions   202404", "verified: ");
    assertThat(server.value("SELECT count() FROM events_full"))
        .isNotEqualTo("0")
        .isEqualTo(
            server.value(
                "SELECT count() FROM traces FINAL WHERE toYYYYMM(timestamp) = 202404 AND"
                    + " (project_id, id) NOT IN (SELECT project_id, trace_id FROM"
                    + " dataset_run_items_rmt)"));
    CommandLine seed = run(server, "--rootSpans");
    assertThat(seed.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(seed.err()).contains("--profile=langfuse_v4 only");
  }

  @Test
  void aPartitionThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    CommandLine wrong = run(server, "--dryRun", "--batchSize=0");
    assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE);
    CommandLine missing =
        CommandLine.run(
            "backfill-events",
            "--url=" + server.url(),
            "--database=" + server.database(),
            "--partition=202306",
            "--output=" + folder.resolve("out"));
    assertThat(missing.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("There are some in").contains("202406");
  }
}
