package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.S3Server;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An archive in a store, from its names to the drop. */
class ValidateOnS3Test extends ValidateAgainstFixture {
  private static S3Server store;

  @BeforeAll
  static void startStore() throws Exception {
    store = S3Server.start();
  }

  @AfterAll
  static void stopStore() throws Exception {
    store.stop();
  }

  private static CommandLine run(String... options) {
    List<String> args = new ArrayList<>(Arrays.asList(options));
    args.addAll(List.of("--awsRegion=eu-central-1", "--endpoint=" + store.endpoint()));
    return CommandLine.run(args.toArray(String[]::new));
  }

  private static List<String> lines(Bucket bucket, String object) {
    return new String(bucket.contents(object).get(object), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void isValidatedAtAllLevelsAndCertified() throws Exception {
    createItems();
    sql("create table empty_one (id text, at timestamp)");
    Bucket bucket = store.createBucket("archive");
    String output = bucket.path() + "/lake/items";
    List<String> export =
        new ArrayList<>(
            List.of(
                "export-postgres",
                "--url=" + TestServer.url(database),
                "--tables=items,empty_one",
                "--layout=hive_date",
                "--output=" + output));
    export.addAll(List.of(ORDERED));
    CommandLine unused = done(run(export.toArray(String[]::new)));

    String input = "--input=" + output;
    String against = "--against=" + TestServer.url(database);
    String results = "lake/items/_validation/results.txt";
    for (String level : List.of("--level=1", "--level=2", against)) {
      CommandLine answer = done(run("validate-parquet", input, level));
      assertThat(answer.out()).contains("passed, 0 failed");
      assertThat(lines(bucket, results))
          .hasSizeGreaterThan(6)
          .allMatch(line -> line.startsWith("PASS|s3://archive/lake/items/year=2026/month=01/"));
    }
    String script = "--emitDropSql=" + bucket.path() + "/drop.sql";
    String page = "--htmlReport=" + bucket.path() + "/proof.html";
    CommandLine certified =
        done(
            run(
                "validate-parquet",
                input,
                against,
                script,
                page,
                "--certify=drop",
                "--confirmTable=" + TABLE));
    assertThat(certified.out())
        .contains("safe to drop: public.items_02 (1600 rows", "safe to drop: public.empty_one (0")
        .contains("dropped: public.items_01 (1400 rows, fingerprint ");
    assertThat(exists("items_01")).isFalse();
    assertThat(String.join("\n", lines(bucket, "drop.sql")))
        .contains("DROP TABLE \"public\".\"items_02\"");
    assertThat(bucket.contents("proof.html")).hasSize(1);

    String file =
        bucket.contents("lake/items/year").keySet().stream()
            .filter(name -> name.contains("items_02"))
            .findFirst()
            .orElseThrow();
    byte[] content = bucket.contents(file).get(file);
    content[content.length / 3] ^= 1;
    bucket.put(file, content);
    CommandLine damaged = run("validate-parquet", input, against);
    assertThat(damaged.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(damaged.out())
        .contains("FAIL s3://archive/" + file + ": row group 0, column ")
        .contains("NOT safe to drop: public.items_01: there is no such table")
        .contains("NOT safe to drop: public.items_02: 1 of ");
    assertThat(lines(bucket, results)).contains("FAIL|s3://archive/" + file);

    bucket.delete(file);
    assertThat(run("validate-parquet", input).out())
        .contains("FAIL s3://archive/" + file + ": the ledger has this file with ");
  }
}
