package dev.parqueduct.pipelines.backfillclassification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.S3Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.extensions.gcp.auth.CredentialFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stores that let in only those who show that they may come in, and prefixes that are wrong. */
class BackfillStoresTest extends BackfillFixture {
  private static final AtomicInteger TOKENS = new AtomicInteger();

  private static S3Server server;
  private static Bucket bucket;

  /** Tokens with numbers, without asking anybody. */
  public static final class Tokens implements CredentialFactory {
    public static Tokens fromOptions(PipelineOptions unused) {
      return new Tokens();
    }

    @Override
    public Credentials getCredential() {
      return new NumberedTokens();
    }
  }

  private static final class NumberedTokens extends OAuth2Credentials {
    private static final long serialVersionUID = 1;

    @Override
    public AccessToken refreshAccessToken() {
      Date end = Date.from(Instant.now().plusSeconds(3600));
      return new AccessToken("token-" + TOKENS.incrementAndGet(), end);
    }
  }

  @BeforeAll
  static void startS3() throws Exception {
    server = S3Server.start();
    bucket = server.createBucket("verdicts");
  }

  @AfterAll
  static void stopS3() throws Exception {
    server.stop();
  }

  private CommandLine backfillFrom(String lookup, String... more) {
    List<String> args = new ArrayList<>();
    args.add("backfill-classification");
    args.add("--input=" + output.root());
    args.add("--lookup=" + lookup);
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  @Test
  void tokensForGoogleAreRenewedWheneverTheyAreRefused() throws Exception {
    int before = TOKENS.get();
    AtomicInteger valid = new AtomicInteger(before + 1);
    AtomicInteger answered = new AtomicInteger();
    store.script(
        (key, attempt) -> {
          synchronized (valid) {
            String shown = store.headersOf(key).get("Authorization");
            if (!("Bearer token-" + valid.get()).equals(shown)) {
              return Answered.status(401);
            }
            if (answered.incrementAndGet() % 300 == 0) {
              valid.incrementAndGet();
            }
            return truth(key);
          }
        });

    CommandLine answer =
        backfillFrom(
            "gs://objects",
            "--gcsEndpoint=" + store.prefix().replace("/objects", "/storage/v1/"),
            "--credentialFactoryClass=" + Tokens.class.getName(),
            "--project=any",
            "--maxInFlight=20");

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    holdsTheTruth();
    assertThat(answered).hasValue(store.keys());
    assertThat(TOKENS.get() - before).isBetween(2, 1 + store.keys() / 300);
    assertThat(Files.readString(output.root().resolve("_backfill/_report.json")))
        .doesNotContain("token-");
  }

  private List<String> s3Options() {
    return List.of("--awsRegion=eu-central-1", "--endpoint=" + server.endpoint());
  }

  @Test
  void objectsOfS3AreAskedForWithSignatures() throws Exception {
    for (String key : classifications().keySet()) {
      if (known(key) != null) {
        String json = "{\"classification\": \"" + known(key) + "\"}";
        bucket.put("by sha1+/" + key, json.getBytes(StandardCharsets.UTF_8));
      }
    }
    String lookup = bucket.path() + "/by%20sha1%2B";
    String[] options = s3Options().toArray(String[]::new);

    CommandLine answer = backfillFrom(lookup, options);

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    holdsTheTruth();
  }

  @Test
  void aWrongSecretOrBucketIsAFailureAndNotAnAbsentObject() throws Exception {
    String[] options = s3Options().toArray(String[]::new);
    CommandLine nowhere = backfillFrom("s3://nowhere/sha1", options);
    assertThat(nowhere.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(nowhere.err()).contains("there is no such bucket");

    S3Server.giveSecret("another");
    try {
      CommandLine refused = backfillFrom(bucket.path() + "/sha1", options);
      assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(refused.err()).contains("status 403 (SignatureDoesNotMatch)");
      assertThat(refused.err()).doesNotContain("another");
    } finally {
      S3Server.giveSecret(S3Server.SECRET_KEY);
    }
    assertThat(classifications().values()).containsOnly("null");
    holds();
  }

  @Test
  void aPrefixBelowWhichNothingIsFailsTheRunAndNamesTheFirstAddress() throws Exception {
    store.script((key, attempt) -> key.contains("/") ? Answered.status(404) : truth(key));
    String wrong = store.prefix() + "/sha256";

    CommandLine answer = backfillFrom(wrong);

    assertThat(answer.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(answer.err())
        .containsPattern(
            "None of 882 rows that were looked up has been found; .*/sha256/[0-9a-f]{40}\\.")
        .contains("Check the prefix")
        .hasLineCount(1);
    assertThat(Files.readString(output.root().resolve("_backfill/_report.json")))
        .containsPattern("\"warning\" : \"None of 882 rows .*/sha256/[0-9a-f]{40}");
    CommandLine meant = backfillFrom(wrong, "--maxFailed=-1");
    assertThat(meant.exit()).isEqualTo(ExitCode.DONE);
    assertThat(meant.out()).contains("WARNING    None of 882 rows");

    CommandLine unused = done();
    holdsTheTruth();
    // A store that was right before may know nothing of what is left.
    assertThat(done().out()).contains("WARNING    None of ");
  }

  @Test
  void anExportThatFindsNothingSaysSoToo() {
    store.script((key, attempt) -> Answered.status(404));
    CommandLine answer =
        CommandLine.run(
            "export-vt",
            "--input=" + shared.resolve("feed"),
            "--output=" + folder.resolve("nothing"),
            "--classify=" + store.prefix().replace("/objects", "/elsewhere"));

    assertThat(answer.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(answer.err()).containsPattern("None of 882 rows .*/elsewhere/[0-9a-f]{40}\\.");
  }

  @Test
  void theDemoFillsAnExportOfItsOwn() throws Exception {
    CommandLine answer =
        CommandLine.run("backfill-classification", "--demo", "--input=" + folder.resolve("demo"));

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).containsPattern("rows +2,000 ").containsPattern("failed +0 ");
    List<List<String>> classes =
        new Output(folder.resolve("demo"))
            .duckdb(
                "select count(*), count(classification), count(distinct classification)"
                    + " from read_parquet('$out/*.parquet')");
    assertThat(classes.get(0).get(0)).isEqualTo("2000");
    assertThat(Long.parseLong(classes.get(0).get(1))).isBetween(1400L, 1600L);
    assertThat(classes.get(0).get(2)).isEqualTo("5");
  }
}
