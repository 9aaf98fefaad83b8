package dev.parqueduct.io.clickhouse.events.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.RecordedPlans;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerification.Sample;
import dev.parqueduct.io.clickhouse.events.verify.RowDifference.Kind;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunCheck.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events are harmed after a backfill, and the verification must tell how. */
@RealClickHouse.Needed
class ChunkVerificationTest {
  private static final ObjectStore STORE = ObjectStore.create();
  private static RealClickHouse server;

  /** Where the backfills of all profiles are recorded. */
  @TempDir static Path outputs;

  @TempDir Path output;

  @BeforeAll
  static void backfill() throws IOException {
    server = LangfuseTables.withRows();
    for (Profile profile : Profile.values()) {
      assertThat(BackfillFixture.run(request(profile))).isNotEmpty();
      server.execute(
          String.format(
              """
              CREATE TABLE good_%2$s AS %1$s;
              ALTER TABLE good_%2$s ATTACH PARTITION ID '202406' FROM %1$s;
              TRUNCATE TABLE %1$s;
              """,
              profile.target(), profile));
    }
  }

  private static BackfillRequest request(Profile profile) {
    return BackfillFixture.request(server, profile, outputs.resolve(profile.name()));
  }

  /** The table of events as a backfill has left it. */
  private static BackfillRequest backfilled(Profile profile) throws IOException {
    server.execute(
        String.format(
            """
            TRUNCATE TABLE %1$s;
            ALTER TABLE %1$s ATTACH PARTITION ID '202406' FROM good_%2$s;
            """,
            profile.target(), profile));
    return request(profile);
  }

  private static List<ChunkVerdict> verify(BackfillRequest request) throws IOException {
    ChunkVerification verification = ChunkVerification.of(request, STORE);
    Ledger ledger = Ledger.of(request.output(), STORE);
    List<ChunkVerdict> verdicts = new ArrayList<>();
    for (Chunk chunk : RecordedPlans.chunks(request, STORE)) {
      verdicts.add(verification.verify(chunk, ledger.entry(chunk.id()), Sample.NONE));
    }
    return verdicts;
  }

  private static void mutate(String statement) throws IOException {
    server.execute(statement + " SETTINGS mutations_sync = 2");
  }

  /** A row of the middle, by its span. */
  private static String span(Profile profile) throws IOException {
    return server.value(
        "SELECT span_id FROM " + profile.target() + " ORDER BY cityHash64(span_id) LIMIT 1");
  }

  private static ChunkVerdict onlyUnequal(BackfillRequest request) throws IOException {
    List<ChunkVerdict> unequal =
        verify(request).stream().filter(verdict -> !verdict.isEqual()).toList();
    assertThat(unequal).hasSize(1);
    return unequal.get(0);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatWasBackfilledIsVerified(Profile profile) throws IOException {
    List<ChunkVerdict> verdicts = verify(backfilled(profile));
    assertThat(verdicts).hasSizeGreaterThan(4).allMatch(ChunkVerdict::isEqual);
    assertThat(verdicts.stream().mapToLong(ChunkVerdict::eventRows).sum())
        .isEqualTo(Long.parseLong(server.value("SELECT count() FROM " + profile.target())));
    Findings findings = new VerifiedChunks(verdicts).check(STORE, List.of());
    assertThat(findings.problem()).isEmpty();
    assertThat(findings.sections().get(VerifiedChunks.SECTION).toString())
        .contains("none missing, none twice");
  }

  @Test
  void aRowThatIsMissingIsNamed() throws IOException {
    BackfillRequest request = backfilled(Profile.LANGFUSE_RUST);
    String span = span(Profile.LANGFUSE_RUST);
    mutate("ALTER TABLE events DELETE WHERE span_id = '" + span + "'");
    ChunkVerdict verdict = onlyUnequal(request);
    assertThat(verdict.sourceRows()).isEqualTo(verdict.eventRows() + 1);
    assertThat(verdict.differences()).hasSize(1);
    assertThat(verdict.differences().get(0).kind()).isEqualTo(Kind.MISSING);
    assertThat(verdict.differences().get(0).span()).isEqualTo(span);
  }

  @Test
  void aRowThatIsThereTwiceIsNamedThoughMergesWouldDropIt() throws IOException {
    BackfillRequest request = backfilled(Profile.SEED);
    String span = span(Profile.SEED);
    server.execute("SYSTEM STOP MERGES events");
    server.execute("INSERT INTO events SELECT * FROM events WHERE span_id = '" + span + "'");
    ChunkVerdict verdict = onlyUnequal(request);
    server.execute("SYSTEM START MERGES events");
    assertThat(verdict.eventRows()).isEqualTo(verdict.sourceRows() + 1);
    assertThat(verdict.differences()).extracting(RowDifference::kind).containsExactly(Kind.DOUBLED);
    assertThat(verdict.line()).contains("there more than once: ").contains(span);
  }

  @Test
  void aRowTooManyIsNamed() throws IOException {
    BackfillRequest request = backfilled(Profile.LANGFUSE_V4);
    server.execute(
        "INSERT INTO events_full SELECT * REPLACE ('more' AS span_id)"
            + " FROM (SELECT * FROM events_full LIMIT 1)");
    ChunkVerdict verdict = onlyUnequal(request);
    assertThat(verdict.differences()).extracting(RowDifference::kind).containsExactly(Kind.UNKNOWN);
    assertThat(verdict.line()).contains("not of the source: ").endsWith("/more");
  }

  @Test
  void eachValueThatIsAnotherIsNamedWithItsColumn() throws IOException {
    List<String> changes =
        List.of(
            "name = 'another'",
            "end_time = coalesce(end_time, start_time) + toIntervalMillisecond(1)",
            "cost_details = map('total', toDecimal64('0.000000000001', 12))",
            "prompt_version = if(prompt_version = 0, NULL, 0)",
            "metadata_raw_values = arrayMap(v -> concat(v, '!'), metadata_raw_values)",
            "user_id = concat(user_id, ' ')",
            "bookmarked = NOT bookmarked",
            "output = concat(output, 'x')",
            "is_deleted = 1");
    BackfillRequest request = backfilled(Profile.SEED);
    List<List<String>> spans =
        server.rows(
            "SELECT span_id FROM events WHERE project_id = 'project-1' AND"
                + " notEmpty(metadata_names) ORDER BY span_id LIMIT "
                + changes.size());
    List<String> updates = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      String span = spans.get(i).get(0);
      String[] parts = changes.get(i).split(" = ", 2);
      updates.add(
          String.format("%s = if(span_id = '%s', %s, %s)", parts[0], span, parts[1], parts[0]));
      String column = parts[0].startsWith("metadata") ? "metadata" : parts[0];
      expected.add("different in " + column + ": project-1/" + span);
    }
    mutate(
        "ALTER TABLE events UPDATE "
            + String.join(", ", updates)
            + " WHERE project_id = 'project-1'");
    ChunkVerdict verdict = onlyUnequal(request);
    assertThat(verdict.sourceRows()).isEqualTo(verdict.eventRows());
    assertThat(verdict.differences())
        .extracting(RowDifference::line)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(verdict.columns()).hasSameSizeAs(changes).contains("metadata", "cost_details");
    // Side by side with what it should be, and only this column stands out.
    RowPair first = verdict.rows().get(0);
    assertThat(first.cells().stream().filter(cell -> !cell.equal()))
        .extracting(cell -> "different in " + cell.column() + ": project-1/" + first.span())
        .containsExactly(verdict.differences().get(0).line());
  }

  @Test
  void metadataInAnotherOrderIsTheSameMetadata() throws IOException {
    BackfillRequest request = backfilled(Profile.LANGFUSE_RUST);
    mutate(
        "ALTER TABLE events UPDATE metadata_names = arrayReverse(metadata_names),"
            + " metadata_raw_values = arrayReverse(metadata_raw_values) WHERE 1");
    assertThat(verify(request)).allMatch(ChunkVerdict::isEqual);
    mutate("ALTER TABLE events UPDATE metadata_names = arrayPopBack(metadata_names) WHERE 1");
    assertThat(verify(request)).noneMatch(ChunkVerdict::isEqual);
  }

  @Test
  void twoRowsThatHaveEachOthersValuesAreFound() throws IOException {
    BackfillRequest request = backfilled(Profile.SEED);
    List<List<String>> spans =
        server.rows(
            "SELECT span_id, name FROM events WHERE project_id = 'project-1' ORDER BY name LIMIT 2");
    mutate(
        String.format(
            "ALTER TABLE events UPDATE name = if(name = '%1$s', '%2$s', '%1$s') WHERE project_id ="
                + " 'project-1' AND name IN ('%1$s', '%2$s')",
            spans.get(0).get(1), spans.get(1).get(1)));
    ChunkVerdict verdict = onlyUnequal(request);
    assertThat(verdict.columns()).containsExactly("name");
    assertThat(verdict.differences()).hasSize(2);
  }

  @Test
  void rowsThatWereRefusedAreAccountedForAndStayRefused() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    own.execute(
        "INSERT INTO observations SELECT * REPLACE (concat('bad-', id) AS id, 'no json' AS"
            + " model_parameters) FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 AND"
            + " project_id = 'project-3' LIMIT 3;\n"
            + "INSERT INTO observations SELECT * REPLACE ('' AS id)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 LIMIT 1;");
    BackfillRequest request = BackfillFixture.request(own, Profile.SEED, output);
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    List<ChunkVerdict> verdicts = verify(request);
    assertThat(verdicts).allMatch(ChunkVerdict::isEqual);
    assertThat(verdicts.stream().mapToLong(ChunkVerdict::refused).sum()).isEqualTo(3);
    assertThat(new VerifiedChunks(verdicts).check(STORE, List.of()).sections().toString())
        .contains("3 rows that were refused are in none");

    // Another row is lost beside them, and one of them is an event after all.
    own.execute(
        "ALTER TABLE events DELETE WHERE span_id = (SELECT min(span_id) FROM events WHERE"
            + " project_id = 'project-3') SETTINGS mutations_sync = 2");
    own.execute(
        "INSERT INTO events (project_id, trace_id, span_id, start_time, model_parameters) SELECT"
            + " project_id, trace_id, id, start_time, '{}' FROM observations FINAL WHERE id LIKE"
            + " 'bad-%' LIMIT 1");
    assertThat(verify(request).stream().flatMap(verdict -> verdict.differences().stream()))
        .extracting(RowDifference::kind)
        .containsExactlyInAnyOrder(Kind.MISSING, Kind.UNKNOWN);
  }

  @Test
  void manyDifferencesAreCountedAndTheFirstAreNamed() throws IOException {
    BackfillRequest request = backfilled(Profile.SEED);
    mutate("ALTER TABLE events UPDATE input = concat(input, '!') WHERE 1");
    List<ChunkVerdict> verdicts = verify(request);
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.differences()).hasSize(10));
    Findings findings = new VerifiedChunks(verdicts).check(STORE, List.of());
    assertThat(findings.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(findings.problem())
        .startsWith("NOT verified: ")
        .contains("columns that differ: input")
        .doesNotContain("\n");
  }

  @Test
  void observationsThatCameSinceAreToldFromEventsThatWereLost() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    BackfillRequest request = BackfillFixture.request(own, Profile.SEED, output);
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    own.execute(
        "INSERT INTO observations SELECT * REPLACE ('came-later' AS id) FROM observations FINAL"
            + " WHERE toYYYYMM(start_time) = 202406 LIMIT 1");
    assertThat(new VerifiedChunks(verify(request)).check(STORE, List.of()).problem())
        .contains("came-later")
        .contains("more observations now than the");
  }
}
