package dev.parqueduct.pipelines.backfillclassification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.lookup.testing.StubStore;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An export of three days, and a store that knows three quarters of its files. */
abstract class BackfillFixture {
  static final int REPORTS_A_DAY = 300;
  static final List<String> DAYS = List.of("20261101", "20261102", "20261103");
  private static final List<String> CLASSES = List.of("malware", "unwanted", "suspicious");
  private static final String OTHERS =
      "select * exclude (classification) from read_parquet('$out/*.parquet') order by sha256";

  @TempDir static Path shared;
  @TempDir Path folder;
  StubStore store;
  Output output;
  private static List<List<String>> others;

  @BeforeAll
  static void export() throws Exception {
    int number = 0;
    for (String day : DAYS) {
      Path feed = shared.resolve("feed/" + day + "/" + day + "T0000");
      Files.createDirectories(feed.getParent());
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < REPORTS_A_DAY; i++) {
        lines.add(report(number++));
      }
      Files.write(feed, lines);
    }
    Output exported = new Output(shared.resolve("out"));
    assertThat(exportTo(exported).exit()).isEqualTo(ExitCode.DONE);
    others = exported.duckdb(OTHERS);
    assertThat(others).hasSize(REPORTS_A_DAY * DAYS.size());
  }

  @BeforeEach
  void copyExport() throws IOException {
    store = new StubStore((key, attempt) -> truth(key));
    output = new Output(folder.resolve("out"));
    try (Stream<Path> walk = Files.walk(shared.resolve("out"))) {
      for (Path path : walk.toList()) {
        Files.copy(path, output.root().resolve(shared.resolve("out").relativize(path).toString()));
      }
    }
  }

  @AfterEach
  void stopStore() {
    store.close();
  }

  /** Every fiftieth has no sha1; every tenth shares that of the one before it. */
  private static String report(int number) {
    String sha1 =
        number % 50 == 49
            ? "null"
            : "\"" + hash("SHA-1", number % 10 == 9 ? number - 1 : number) + "\"";
    return String.format(
        Locale.ROOT,
        "{\"response_code\": 1, \"sha256\": \"%s\", \"sha1\": %s, \"positives\": %d, \"total\": 70,"
            + " \"scan_date\": \"2026-11-01 00:00:00\", \"scans\": {\"A\": {\"detected\": true,"
            + " \"result\": \"X%d\"}}}",
        hash("SHA-256", number),
        sha1,
        number % 60,
        number % 7);
  }

  private static String hash(String algorithm, int number) {
    try {
      byte[] content = ("file " + number).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the store knows of a key: nothing of a quarter of them. */
  static Answered truth(String key) {
    return known(key) == null ? Answered.status(404) : Answered.ok(known(key));
  }

  static String known(String key) {
    int number = Integer.parseInt(key.substring(36), 16);
    return number % 4 == 0 ? null : CLASSES.get(number % CLASSES.size());
  }

  static CommandLine exportTo(Output to) {
    return CommandLine.run(
        "export-vt", "--input=" + shared.resolve("feed"), "--output=" + to.root());
  }

  CommandLine backfill(String... more) {
    List<String> args = new ArrayList<>();
    args.add("backfill-classification");
    args.add("--input=" + output.root());
    args.add("--lookup=" + store.prefix());
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  CommandLine done(String... more) {
    CommandLine answer = backfill(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    return answer;
  }

  /** Classification by sha1, as the files have it. */
  Map<String, String> classifications() throws SQLException {
    Map<String, String> found = new TreeMap<>();
    for (List<String> row :
        output.duckdb(
            "select distinct sha1, classification from read_parquet('$out/*.parquet')"
                + " where sha1 is not null")) {
      assertThat(found.put(row.get(0), String.valueOf(row.get(1)))).isNull();
    }
    return found;
  }

  /** Every row has what the store says, all other columns are as they were, and all of it holds. */
  void holdsTheTruth() throws SQLException, IOException {
    assertThat(classifications())
        .hasSizeGreaterThan(700)
        .allSatisfy(
            (sha1, found) ->
                assertThat(found)
                    .isEqualTo(
                        known(sha1) == null ? "null" : known(sha1).toUpperCase(Locale.ROOT)));
    holds();
  }

  /** All other columns are as they were, and the ledger tells of the files that are there. */
  void holds() throws SQLException, IOException {
    assertThat(output.duckdb(OTHERS)).isEqualTo(others);
    CommandLine valid =
        CommandLine.run(
            "validate-parquet",
            "--input=" + output.root(),
            "--results=" + folder.resolve("results.txt"));
    assertThat(valid.err()).isEmpty();
    assertThat(valid.out()).contains("3 passed, 0 failed");
    assertThat(output.files().keySet()).noneMatch(name -> name.contains("pending/"));
    assertThat(output.files().keySet()).noneMatch(name -> name.contains("replacing/"));
  }
}
