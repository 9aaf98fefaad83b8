package dev.parqueduct.pipelines.backfillclassification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackfillClassificationTest extends BackfillFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WITHOUT_SHA1 = 18;

  private JsonNode report() throws IOException {
    return JSON.readTree(output.root().resolve("_backfill/_report.json").toFile());
  }

  private List<String> failedLines() throws IOException {
    Path lists = output.root().resolve("_backfill/_failed");
    if (!Files.exists(lists)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lists)) {
      return files.flatMap(BackfillClassificationTest::lines).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyRowGetsWhatTheStoreSaysAndNothingElseChanges() throws Exception {
    CommandLine answer = done();

    holdsTheTruth();
    assertThat(exportTo(output).out()).contains("Nothing to do: all 3 packages");
    long asked = (long) REPORTS_A_DAY * DAYS.size() - WITHOUT_SHA1;
    JsonNode counters = report().get("counters");
    assertThat(counters.get("rowsAsked").asLong()).isEqualTo(asked);
    assertThat(counters.get("rowsWithoutKey").asLong()).isEqualTo(WITHOUT_SHA1);
    assertThat(counters.get("rowsFound").asLong() + counters.get("rowsAbsent").asLong())
        .isEqualTo(asked);
    assertThat(counters.get("rowsFailed").asLong()).isZero();
    assertThat(report().get("status").asText()).isEqualTo("done");
    assertThat(answer.out())
        .containsPattern("files +3   in 3 units; 3 written anew")
        .containsPattern("without key +18")
        .containsPattern("failed +0 ");
    // Keys that several rows share are one request.
    assertThat(store.requests()).isEqualTo(store.keys());
    assertThat(store.keys()).isEqualTo(classifications().size());
  }

  @Test
  void theSecondRunAsksOnlyForWhatIsStillNull() throws Exception {
    CommandLine unused = done();
    Map<String, Object> times = parquetTimes();
    long before = store.requests();
    long absent = classifications().values().stream().filter("null"::equals).count();

    CommandLine again = done();

    assertThat(store.requests() - before).isEqualTo(absent);
    assertThat(parquetTimes()).isEqualTo(times);
    assertThat(again.out()).containsPattern("found +0\n").contains("; 0 written anew");
    holdsTheTruth();
  }

  private Map<String, Object> parquetTimes() throws IOException {
    Map<String, Object> times = new HashMap<>(output.times());
    times.keySet().removeIf(name -> !name.endsWith(".parquet"));
    return times;
  }

  @Test
  void atATenthOfRefusalsNoKeyIsLostAndFewAreAskedTwice() throws Exception {
    store.script(
        (key, attempt) ->
            switch (Math.floorMod(key.hashCode() * 31 + attempt * 7919, 20)) {
              case 0 -> Answered.status(429, "0");
              case 1 -> Answered.status(503);
              default -> truth(key);
            });

    CommandLine unused = done();

    holdsTheTruth();
    assertThat(store.requests()).isLessThanOrEqualTo((long) (1.25 * store.keys()));
  }

  @Test
  void aStoreThatGoesDownEndsTheRunAndTheNextOneGoesOn() throws Exception {
    Map<String, Integer> answered = new ConcurrentHashMap<>();
    store.script(
        (key, attempt) -> {
          if (answered.size() < 400) {
            answered.put(key, attempt);
            return truth(key);
          }
          return answered.containsKey(key) ? truth(key) : Answered.status(503);
        });

    CommandLine broken = backfill("--maxInFlight=20", "--lookupRetries=0", "--concurrency=1");

    assertThat(broken.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(broken.err()).contains("fail (status 503)").contains("run the same command again");
    assertThat(classifications().values()).anyMatch("MALWARE"::equals);
    assertThat(failedLines()).isNotEmpty();
    holds();
    long filled = output.duckdb(FILLED).size();
    assertThat(filled).isBetween(200L, 400L);

    store.script((key, attempt) -> truth(key));
    long before = store.requests();
    CommandLine unused = done("--maxInFlight=20", "--lookupRetries=0", "--concurrency=1");

    holdsTheTruth();
    assertThat(failedLines()).isEmpty();
    // Those of the finished unit are not asked for again, not even its absent ones.
    assertThat(store.requests() - before).isLessThan(store.keys() - filled);
    assertThat(report().get("rows").get("read").asInt()).isEqualTo(900);
  }

  private static final String FILLED =
      "select sha256 from read_parquet('$out/*.parquet') where classification is not null";

  @Test
  void whatCannotBeLookedUpStaysAsItWasAndIsListed() throws Exception {
    store.script((key, attempt) -> key.startsWith("0") ? Answered.status(403) : truth(key));

    CommandLine answer = backfill();

    assertThat(answer.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    long keys = classifications().keySet().stream().filter(key -> key.startsWith("0")).count();
    assertThat(keys).isPositive();
    assertThat(failedLines())
        .hasSize((int) keys)
        .allSatisfy(
            line -> {
              assertThat(JSON.readTree(line).get("key").asText()).startsWith("0");
              assertThat(JSON.readTree(line).get("reason").asText()).isEqualTo("status 403");
            });
    assertThat(answer.err())
        .contains("rows could not be looked up, more than --maxFailed=0 allows")
        .contains("_backfill/_failed");
    assertThat(report().get("status").asText()).isEqualTo("failed");
    assertThat(classifications())
        .allSatisfy(
            (key, found) -> assertThat(key.startsWith("0") && !found.equals("null")).isFalse());
    holds();

    assertThat(backfill("--maxFailed=1000").exit()).isEqualTo(ExitCode.DONE);
    store.script((key, attempt) -> truth(key));
    CommandLine unused = done();
    holdsTheTruth();
  }

  @Test
  void refreshAsksForAllAndReplaces() throws Exception {
    CommandLine unused = done();
    long before = store.requests();
    store.script((key, attempt) -> known(key) == null ? truth(key) : Answered.ok("ransomware"));

    CommandLine refreshed = done("--refresh");

    assertThat(store.requests() - before).isEqualTo(store.keys());
    assertThat(classifications())
        .allSatisfy(
            (key, found) ->
                assertThat(found).isEqualTo(known(key) == null ? "null" : "RANSOMWARE"));
    assertThat(refreshed.out()).contains("; 3 written anew");
  }

  @Test
  void anExportThatClassifiesOnTheWayHoldsTheSame() throws Exception {
    output = new Output(folder.resolve("classified"));
    CommandLine answer =
        CommandLine.run(
            "export-vt",
            "--input=" + shared.resolve("feed"),
            "--output=" + output.root(),
            "--classify=" + store.prefix());

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    holdsTheTruth();
    assertThat(output.report().get("counters").get("rowsAsked").asInt()).isEqualTo(882);
    assertThat(output.report().get("counters").get("rowsFailed").asInt()).isZero();
    assertThat(store.requests()).isEqualTo(store.keys());

    store.script((key, attempt) -> Answered.status(403));
    output = new Output(folder.resolve("refused"));
    CommandLine refused =
        CommandLine.run(
            "export-vt",
            "--input=" + shared.resolve("feed"),
            "--output=" + output.root(),
            "--classify=" + store.prefix());
    assertThat(refused.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(refused.err()).contains("882 rows could not be looked up");
  }

  @Test
  void aDryRunCountsKeysAndAsksForNone() throws Exception {
    Map<String, Object> times = output.times();

    CommandLine answer = done("--dryRun");

    assertThat(answer.out())
        .containsPattern("files +3   in 3 units")
        .containsPattern("to fill +900   18 of them have no key")
        .containsPattern("keys +" + classifications().size() + "   distinct");
    assertThat(store.requests()).isZero();
    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void filesWithoutALedgerAreFilledAsWell() throws Exception {
    for (String name : List.of("_ledger", "_report.json")) {
      try (Stream<Path> walk = Files.walk(output.root().resolve(name))) {
        for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    CommandLine unused = done();

    assertThat(classifications())
        .allSatisfy((key, found) -> assertThat(found.equals("null")).isEqualTo(known(key) == null));
    assertThat(output.dataFiles()).hasSize(3);
  }

  @Test
  void anotherPathAndAFolderOfFilesDoAsWell() throws Exception {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    for (String key : classifications().keySet()) {
      if (known(key) != null) {
        Files.writeString(
            objects.resolve(key), "{\"v\": {\"k\": {\"kind\": \"" + known(key) + "\"}}}");
      }
    }

    CommandLine answer =
        CommandLine.run(
            "backfill-classification",
            "--input=" + output.root(),
            "--lookup=" + objects,
            "--jsonPath=v.k.kind");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    holdsTheTruth();
  }

  @Test
  void badArgumentsAreExplained() throws Exception {
    assertUsage(
        backfill("--keyColumn=sha9"), "has no column sha9 (--keyColumn), but: sha256, sha1");
    assertUsage(
        CommandLine.run(
            "backfill-classification",
            "--input=" + output.root(),
            "--lookup=" + folder.resolve("none")),
        "none is no folder with files");
    assertUsage(
        CommandLine.run(
            "backfill-classification", "--input=" + output.root(), "--lookup=http://a/b?c=d"),
        "is no prefix of objects: a query");
  }

  private static void assertUsage(CommandLine answer, String... words) {
    assertThat(answer.err()).contains(words).hasLineCount(1);
    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
  }
}
