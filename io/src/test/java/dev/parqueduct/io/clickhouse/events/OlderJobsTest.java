package dev.parqueduct.io.clickhouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.Sleeper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the jobs that made events before got wrong, each as a test that would have told:
 *
 * <ul>
 *   <li>reading without FINAL: {@link #theNewestVersionOfATraceCounts}, {@link
 *       #whatIsDeletedStaysDeleted}, {@link #anObservationThatMovedIsOneEvent}
 *   <li>traces of the same month only: {@link #aSpanJustAfterMidnightOfTheFirstHasItsTrace}
 *   <li>costs through floating point numbers: {@link #costsAreExact}
 *   <li>tags that are never written: {@link #tagsAreWritten}
 *   <li>no metadata at all, or keys twice: {@link #metadataOfBothIsThereAndNoKeyTwice}
 *   <li>an option for dataset items that does nothing: {@link #itemsOfDatasetsAreLeftOutIfAskedFor}
 *   <li>cursors that lose and repeat rows: {@link #everyObservationIsOneEventWhateverItsIdAndTime}
 *   <li>all traces of a partition in memory: {@link #aChunkHoldsTheTracesOfItsProjectsAndDaysOnly}
 *   <li>a part for each 10,000 rows: {@link #anInsertIsOnePartAndAsLargeAsItMayBe}
 *   <li>batches that are inserted again with every row: {@link
 *       #aFailedInsertIsTriedAgainAFewTimesAndThenEndsTheChunk}
 *   <li>inserts without a token: {@link #anInsertWhoseAnswerWasLostIsNotThereTwice}
 * </ul>
 *
 * <p>That nothing remembers what is done is a matter of {@link ChunkBackfillTest}; one thread, and
 * rows that are dropped with exit code 0, of the tests of the pipeline.
 */
@RealClickHouse.Needed
class OlderJobsTest {
  private static final String MONTH = "toYYYYMM(start_time) = 202406";
  private static final Map<Profile, List<UnitEntry>> ENTRIES = new EnumMap<>(Profile.class);

  private static RealClickHouse server;

  @TempDir static Path outputs;

  @BeforeAll
  static void backfill() throws IOException {
    server = LangfuseTables.empty();
    server.execute("CREATE TABLE events_of_successor AS events");
    for (String table : List.of("observations", "traces", "events", "events_of_successor")) {
      server.execute("SYSTEM STOP MERGES " + table);
    }
    LangfuseTables.fill(server, "older-jobs");
    for (Profile profile : Profile.values()) {
      ENTRIES.put(profile, BackfillFixture.run(request(profile, DatasetRuns.KEPT, table(profile))));
    }
  }

  private static String table(Profile profile) {
    return profile == Profile.LANGFUSE_RUST ? "events_of_successor" : profile.target();
  }

  private static BackfillRequest request(Profile profile, DatasetRuns runs, String table) {
    BackfillRequest request =
        BackfillFixture.request(server, profile, outputs.resolve(table + "-" + runs));
    return new BackfillRequest(
        request.server(),
        new EventTables(
            request.tables().observations(),
            request.tables().traces(),
            new TableName(server.database(), table),
            request.tables().datasetRunItems()),
        profile,
        List.of("202406"),
        runs,
        Inserts.TOKENS,
        request.sizes(),
        request.limits(),
        request.output());
  }

  private static String of(Profile profile, String span, String column) throws IOException {
    List<List<String>> rows =
        server.rows(
            "SELECT " + column + " FROM " + table(profile) + " WHERE span_id = '" + span + "'");
    assertThat(rows).hasSize(1);
    return rows.get(0).get(0);
  }

  private static String count(String from) throws IOException {
    return server.value("SELECT count() FROM " + from);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theNewestVersionOfATraceCounts(Profile profile) throws IOException {
    assertThat(of(profile, "of stale", "user_id")).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsDeletedStaysDeleted(Profile profile) throws IOException {
    assertThat(count(table(profile) + " WHERE span_id = 'deleted'")).isEqualTo("0");
    assertThat(of(profile, "of gone", "user_id")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void anObservationThatMovedIsOneEvent(Profile profile) throws IOException {
    assertThat(of(profile, "moved", "concat(trace_id, ' ', toString(toHour(start_time)))"))
        .isEqualTo("rich 11");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aSpanJustAfterMidnightOfTheFirstHasItsTrace(Profile profile) throws IOException {
    assertThat(of(profile, "after midnight", "user_id")).isEqualTo("night owl");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void costsAreExact(Profile profile) throws IOException {
    assertThat(of(profile, "of rich", "cost_details['total']")).isEqualTo("0.100000000003");
    assertThat(of(profile, "of rich", "usage_details['total']")).isEqualTo("18446744073709551615");
  }

  @Test
  void tagsAreWritten() throws IOException {
    assertThat(of(Profile.LANGFUSE_RUST, "of rich", "tags")).isEqualTo("['a','b']");
    assertThat(of(Profile.LANGFUSE_V4, "of rich", "tags")).isEqualTo("['a','b']");
    // Its readers look for them in the metadata.
    assertThat(
            of(
                Profile.SEED,
                "of rich",
                "metadata_raw_values[indexOf(metadata_names, 'trace_tags')]"))
        .isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void metadataOfBothIsThereAndNoKeyTwice() throws IOException {
    String pairs = "arraySort(arrayZip(metadata_names, metadata_raw_values))";
    assertThat(of(Profile.SEED, "of rich", pairs))
        .isEqualTo(
            "[('attributes','x'),('k','of trace'),('mine','m'),('trace','t'),"
                + "('trace_tags','[\"a\",\"b\"]')]");
    assertThat(of(Profile.LANGFUSE_RUST, "of rich", pairs))
        .isEqualTo("[('k','own again'),('mine','m'),('trace','t')]");
  }

  @Test
  void itemsOfDatasetsAreLeftOutIfAskedFor() throws IOException {
    server.execute("CREATE TABLE events_left AS events");
    List<UnitEntry> entries =
        BackfillFixture.run(request(Profile.SEED, DatasetRuns.LEFT_OUT, "events_left"));
    assertThat(entries.stream().mapToLong(entry -> entry.rows().filtered()).sum()).isEqualTo(1);
    assertThat(count("events_left WHERE trace_id = 'tested'")).isEqualTo("0");
    assertThat(count("events WHERE trace_id = 'tested'")).isEqualTo("1");
    assertThat(count("events_left")).isEqualTo(count("events WHERE trace_id != 'tested'"));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyObservationIsOneEventWhateverItsIdAndTime(Profile profile) throws IOException {
    String bulk = " WHERE project_id LIKE 'q%' AND " + MONTH;
    assertThat(count(table(profile) + bulk)).isEqualTo(count("observations FINAL" + bulk));
    assertThat(
            count(
                "(SELECT span_id, start_time FROM "
                    + table(profile)
                    + bulk
                    + " EXCEPT SELECT id, start_time FROM observations FINAL"
                    + bulk
                    + ")"))
        .isEqualTo("0");
  }

  @Test
  void aChunkHoldsTheTracesOfItsProjectsAndDaysOnly() {
    List<UnitEntry> entries = ENTRIES.get(Profile.SEED);
    assertThat(entries).hasSizeGreaterThan(2);
    // Of 845 traces each project has 120.
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry.counters().get("traces")).isLessThan(500));
  }

  @Test
  void anInsertIsOnePartAndAsLargeAsItMayBe() throws IOException {
    List<UnitEntry> entries = ENTRIES.get(Profile.SEED);
    long inserts = entries.stream().mapToLong(entry -> entry.counters().get("batches")).sum();
    // No merge has run since.
    assertThat(
            count(
                "system.parts WHERE active AND database = currentDatabase() AND table = 'events'"))
        .isEqualTo(String.valueOf(inserts));
    // All batches of a chunk but the last of those with and without traces are full.
    assertThat(
            count(
                "system.parts WHERE active AND database = currentDatabase() AND table = 'events' AND"
                    + " rows < 300"))
        .satisfies(
            part -> assertThat(Long.parseLong(part)).isLessThanOrEqualTo(2L * entries.size()));
  }

  /** Does what is given instead of waiting. */
  private static ChunkBackfill waiting(BackfillRequest request, List<String> waits, String instead)
      throws IOException {
    Sleeper sleeper =
        millis -> {
          waits.add(String.valueOf(millis));
          try {
            server.execute(instead);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return ChunkBackfills.of(request, ObjectStore.create(), UnitProgress.NONE, sleeper);
  }

  @Test
  void aFailedInsertIsTriedAgainAFewTimesAndThenEndsTheChunk() throws IOException {
    server.execute(
        """
        CREATE TABLE events_full_up AS events;
        SYSTEM STOP MERGES events_full_up;
        INSERT INTO events_full_up (start_time, model_parameters) VALUES ('2024-06-01', '{}');
        ALTER TABLE events_full_up MODIFY SETTING parts_to_throw_insert = 1;
        ALTER TABLE events_full_up MODIFY SETTING parts_to_delay_insert = 1;
        """);
    BackfillRequest request = request(Profile.SEED, DatasetRuns.KEPT, "events_full_up");
    BackfillPlan plan =
        BackfillPlan.of(request, BackfillPlan.client(request), ObjectStore.create());
    Chunk chunk = plan.pending().get(0);

    List<String> waits = new ArrayList<>();
    ChunkBackfill stuck = waiting(request, waits, "SELECT 1 FORMAT Null");
    assertThatThrownBy(() -> stuck.backfill(chunk))
        .isInstanceOfSatisfying(
            ServerException.class,
            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.TOO_MANY_PARTS));
    // Two more attempts at the insert in each of three at the chunk; other batches never begin.
    assertThat(waits).hasSize(8);
    assertThat(count("events_full_up")).isEqualTo("1");

    UnitEntry entry =
        waiting(
                request,
                waits,
                "ALTER TABLE events_full_up MODIFY SETTING parts_to_throw_insert = 3000,"
                    + " parts_to_delay_insert = 1000")
            .backfill(chunk);
    assertThat(waits).hasSize(9);
    assertThat(count("events_full_up")).isEqualTo(String.valueOf(entry.rows().written() + 1));
  }

  @Test
  void anInsertWhoseAnswerWasLostIsNotThereTwice() throws IOException {
    server.execute("CREATE TABLE events_again AS events;\nSYSTEM STOP MERGES events_again");
    BackfillRequest request = request(Profile.SEED, DatasetRuns.KEPT, "events_again");
    List<UnitEntry> entries = BackfillFixture.run(request);
    // As if nothing had been recorded: the same rows come again, with the same tokens.
    BackfillRequest again =
        new BackfillRequest(
            request.server(),
            request.tables(),
            request.profile(),
            request.partitions(),
            request.datasetRuns(),
            request.inserts(),
            request.sizes(),
            request.limits(),
            outputs.resolve("forgotten").toString());
    assertThat(BackfillFixture.run(again)).hasSameSizeAs(entries);
    assertThat(count("events_again")).isEqualTo(count("observations FINAL WHERE " + MONTH));
  }
}
