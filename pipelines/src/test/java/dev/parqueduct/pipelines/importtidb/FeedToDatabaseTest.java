package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.lookup.testing.StubStore;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The whole way from the feed to the table, with a fault at every step. */
class FeedToDatabaseTest extends ImportTidbFixture {
  private static final List<String> DAYS = List.of("20261101", "20261102", "20261103");
  private static final int NEW_A_DAY = 700;
  private static final int AGAIN_A_DAY = 100;
  private static final int LATER = 50;
  private static final List<String> CLASSES = List.of("malware", "unwanted", "suspicious");

  private final Map<String, List<String>> truth = new TreeMap<>();
  private Path feed;
  private Path export;

  @Test
  void theTableHoldsTheTruthWhateverHappensOnTheWay() throws Exception {
    feed = folder.resolve("feed");
    export = folder.resolve("export");
    makeFeed();
    exportWithBrokenReports();
    classifyWithAStoreThatGoesDownAndBeKilled();
    makeDuplicates();
    loadWithARestartAndBeKilled();

    assertThat(rows("sha256, sha1, positives, classification"))
        .isEqualTo(List.copyOf(truth.values()));
  }

  /** Each day brings reports on files of the day before once more, which do not count. */
  private void makeFeed() throws Exception {
    int number = 0;
    for (String day : DAYS) {
      List<String> lines = new ArrayList<>();
      for (int i = Math.max(0, number - AGAIN_A_DAY); i < number; i++) {
        lines.add(report(i, 59));
      }
      for (int i = 0; i < NEW_A_DAY; i++, number++) {
        lines.add(report(number, number % 50));
        String sha1 = hash("SHA-1", number);
        truth.put(
            hash("SHA-256", number),
            java.util.Arrays.asList(
                hash("SHA-256", number), sha1, String.valueOf(number % 50), classification(sha1)));
      }
      lines.add("{broken");
      Path file = feed.resolve(day).resolve(day + "T0000");
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
  }

  private static String report(int number, int positives) throws Exception {
    return String.format(
        Locale.ROOT,
        "{\"response_code\": 1, \"sha256\": \"%s\", \"sha1\": \"%s\", \"md5\": \"%s\","
            + " \"positives\": %d, \"total\": 70, \"scan_date\": \"2026-11-01 00:00:00\","
            + " \"scans\": {\"A\": {\"detected\": true, \"result\": \"X%d\"}}}",
        hash("SHA-256", number),
        hash("SHA-1", number),
        hash("MD5", number),
        positives,
        number % 7);
  }

  private static String hash(String algorithm, int number) throws Exception {
    byte[] content = ("file " + number).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
  }

  /** What the store says of a quarter of the files is nothing. */
  private static String known(String sha1) {
    int number = Integer.parseInt(sha1.substring(36), 16);
    return number % 4 == 0 ? null : CLASSES.get(number % CLASSES.size());
  }

  private static String classification(String sha1) {
    return known(sha1) == null ? null : known(sha1).toUpperCase(Locale.ROOT);
  }

  /** A run that stops at broken lines leaves what the next one goes on from. */
  private void exportWithBrokenReports() {
    String[] args = {
      "export-vt", "--input=" + feed, "--output=" + export, "--table=" + table, "--maxRejected=0"
    };
    assertThat(program(args).exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    args[4] = "--maxRejected=" + DAYS.size();
    CommandLine again = program(args);
    assertThat(again.err()).isEmpty();
    assertThat(again.exit()).isEqualTo(ExitCode.DONE);
  }

  private void classifyWithAStoreThatGoesDownAndBeKilled() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubStore store =
        new StubStore(
            (key, attempt) ->
                asked.incrementAndGet() > 900 ? Answered.status(503, "0") : answer(key))) {
      String[] args = {
        "backfill-classification",
        "--input=" + export,
        "--lookup=" + store.prefix(),
        "--concurrency=1",
        "--maxInFlight=16",
        "--lookupRetries=0",
        "--maxFailed=-1"
      };
      CommandLine down = program(args);
      assertThat(down.exit()).isEqualTo(ExitCode.FAILED);

      store.script((key, attempt) -> answer(key));
      Program.start(folder.resolve("backfill.log"), args)
          .killWhenAFileComes(export.resolve("_ledger/replacing"));

      // Some are refused at first.
      Set<String> refused = ConcurrentHashMap.newKeySet();
      store.script(
          (key, attempt) ->
              key.endsWith("7f") && refused.add(key) ? Answered.status(429, "0") : answer(key));
      args[5] = "--lookupRetries=9";
      args[6] = "--maxFailed=0";
      CommandLine last = program(args);
      assertThat(last.err()).isEmpty();
      assertThat(last.exit()).isEqualTo(ExitCode.DONE);
    }
  }

  private static Answered answer(String sha1) {
    return known(sha1) == null ? Answered.status(404) : Answered.ok(known(sha1));
  }

  /** A later file with other reports on some files, in a folder without a ledger. */
  private void makeDuplicates() throws Exception {
    int copied = 0;
    try (var files = Files.list(export)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Files.copy(file, input.resolve("reports-" + copied++ + ".parquet"));
      }
    }
    assertThat(copied).isEqualTo(DAYS.size());
    duckdb(
        "copy (select * replace (60::int as positives) from read_parquet('"
            + input
            + "/*.parquet') order by sha256 limit "
            + LATER
            + ") to '"
            + input.resolve("reports-later.parquet")
            + "' (format parquet)");
    truth.keySet().stream().limit(LATER).forEach(key -> truth.get(key).set(2, "60"));
  }

  private void loadWithARestartAndBeKilled() throws Exception {
    DemoServer server = SharedServer.get();
    Program[] program = new Program[1];
    try (InterruptingProxy proxy =
        InterruptingProxy.start(server.port(), 200_000, 1, () -> program[0].kill())) {
      program[0] =
          Program.start(
              folder.resolve("import.log"),
              "import-tidb",
              "--input=" + input,
              "--table=" + table,
              "--port=" + proxy.port(),
              "--batchRows=100");
      assertThat(program[0].exit()).isNotZero();
      assertThat(proxy.left()).as(Files.readString(folder.resolve("import.log"))).isZero();
    }
    try (InterruptingProxy proxy =
        InterruptingProxy.start(
            server.port(),
            100_000,
            1,
            () -> {
              server.stop();
              SharedServer.startAgain();
            })) {
      String out =
          done(
                  "--port=" + proxy.port(),
                  "--batchRows=100",
                  "--retryBackoff=0.1",
                  "--secondaryIndexes=after",
                  "--verify")
              .out();
      assertThat(proxy.left()).isZero();
      assertThat(out).contains("duplicates           50").contains("verified   yes");
    }
  }
}
