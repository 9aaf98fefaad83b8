package dev.parqueduct.io.clickhouse.events.pushdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.ChunkBackfill;
import dev.parqueduct.io.clickhouse.events.Kill;
import dev.parqueduct.io.clickhouse.events.ReferenceSql;
import dev.parqueduct.io.clickhouse.events.insert.EventInserts;
import dev.parqueduct.io.clickhouse.events.insert.MergePressure;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.events.stream.ChunkQueries;
import dev.parqueduct.io.clickhouse.events.stream.KeyRange;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server joins by itself is what is joined here, and what the reference makes. */
@RealClickHouse.Needed
class PushdownJoinTest {
  private static final Sizes SIZES = new Sizes(600, Sizes.BATCH_BYTES, 1500);

  private static RealClickHouse server;

  @TempDir Path output;

  @BeforeAll
  static void tables() throws IOException {
    server = LangfuseTables.withRows();
  }

  @BeforeEach
  void emptyTargets() throws IOException {
    server.execute("TRUNCATE TABLE events;\nTRUNCATE TABLE events_full;");
  }

  private BackfillRequest request(RealClickHouse on, Profile profile) {
    return BackfillFixture.request(on, profile, Join.PUSHDOWN, output).withSizes(SIZES);
  }

  private static void assertEqualsReference(RealClickHouse on, Profile profile) throws IOException {
    assertThat(on.rows(ReferenceSql.sum(profile, ReferenceSql.written(profile))))
        .isEqualTo(on.rows(ReferenceSql.sum(profile, ReferenceSql.events(profile))));
  }

  /** Over every value as it is printed, the order of metadata included. */
  private static List<List<String>> exactSum(RealClickHouse on, Profile profile)
      throws IOException {
    return on.rows(
        "SELECT count(), sum(cityHash64(formatRow('TSV', * EXCEPT ("
            + (profile == Profile.LANGFUSE_V4 ? "event_bytes" : "metadata")
            + ")))) FROM "
            + profile.target());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theServerMakesWhatTheReferenceMakes(Profile profile) throws IOException {
    Counts counts = new Counts();
    assertThat(BackfillFixture.run(request(server, profile), counts)).isNotEmpty();
    assertEqualsReference(server, profile);
    assertThat(counts.of("batches_streamed")).isZero();
    assertThat(counts.of("batches_inserted")).isGreaterThan(12);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theServerMakesWhatIsMadeHereValueByValue(Profile profile) throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    // Traces with versions on several days, near and far; keys twice in both maps; empty ids.
    own.execute(
        "INSERT INTO traces SELECT * REPLACE (timestamp + toIntervalDay(1) AS timestamp,"
            + " event_ts + 1 AS event_ts, 'near' AS user_id) FROM traces"
            + " WHERE cityHash64(id) % 9 = 2;\n"
            + "INSERT INTO traces SELECT * REPLACE (timestamp + toIntervalDay(40) AS timestamp,"
            + " event_ts + 2 AS event_ts, 'far' AS user_id) FROM traces"
            + " WHERE cityHash64(id) % 9 < 3;\n"
            + "INSERT INTO traces SELECT * REPLACE (event_ts + 20 AS event_ts, map('shared', 'a',"
            + " 'x', 'b', 'shared', 'c', 'trace_tags', 'd', 'attributes', 'e', 'x', 'f')"
            + " AS metadata) FROM traces WHERE cityHash64(id) % 9 = 4;\n"
            + "INSERT INTO traces SELECT * REPLACE ('' AS id) FROM traces LIMIT 40;\n"
            + "INSERT INTO observations SELECT * REPLACE ('' AS trace_id, event_ts + 30 AS event_ts,"
            + " map('x', '1', 'shared', '2', 'x', '3', 'attributes', '4', 'shared', '5')"
            + " AS metadata) FROM observations WHERE cityHash64(id) % 50 = 2;");
    RootSpans roots = profile == Profile.LANGFUSE_V4 ? RootSpans.MADE : RootSpans.NONE;
    BackfillRequest streamed =
        BackfillFixture.request(own, profile, output.resolve("streamed")).withSizes(SIZES);
    List<UnitEntry> here = BackfillFixture.run(streamed.withRootSpans(roots));
    List<List<String>> expected = exactSum(own, profile);
    own.execute("TRUNCATE TABLE events;\nTRUNCATE TABLE events_full;");
    List<UnitEntry> there = BackfillFixture.run(request(own, profile).withRootSpans(roots));
    assertThat(exactSum(own, profile)).isEqualTo(expected);
    assertThat(there.stream().map(UnitEntry::rows).toList())
        .isEqualTo(here.stream().map(UnitEntry::rows).toList());
  }

  @Test
  void joinsKeepWithinALimitAndWithinTwiceTheMemoryOfThePlainJoin() throws IOException {
    RealClickHouse own = LangfuseTables.empty();
    own.execute(
        """
        INSERT INTO traces (id, project_id, timestamp, metadata, event_ts) SELECT
          concat('trace-', toString(number)), 'p', toDateTime64('2024-06-01 00:00:00', 3) + number * 200,
          map('k', repeat('x', 100)), now64(3) FROM numbers(10000);
        INSERT INTO observations (id, trace_id, project_id, type, start_time, input, output, model_parameters, event_ts)
        SELECT concat('obs-', toString(number)), concat('trace-', toString(intDiv(number, 10))), 'p',
          ['SPAN', 'GENERATION'][number % 2 + 1], toDateTime64('2024-06-01 00:00:00', 3) + intDiv(number, 10) * 200,
          concat(toString(number), repeat('in', 400)), repeat('out', 100), '{}', now64(3) FROM numbers(100000);
        """);
    BackfillRequest request =
        request(own, Profile.SEED).withSizes(new Sizes(50_000, Sizes.BATCH_BYTES, 500_000));
    List<String> columns = SourceTables.of(own.client(), request.tables(), Profile.SEED).columns();
    PushdownQueries queries =
        new PushdownQueries(
            request, columns, new ChunkQueries(request.tables(), Profile.SEED, columns, 1200));
    Chunk chunk = new Chunk("c", "202406", "", "", "2024-06-01", "2024-06-30", 0);
    String insert =
        "INSERT INTO events (`"
            + String.join("`, `", EventWriter.columns(Profile.SEED, columns))
            + "`) ";
    PushdownBatches.Batch all = new PushdownBatches.Batch(KeyRange.ALL, 100_000, 0, 0, 0, "");
    long plain =
        own.client()
            .execute(
                Query.of("join", insert + queries.events(chunk, all))
                    .with("join_algorithm", "hash"))
            .memoryBytes();
    own.execute("TRUNCATE TABLE events");

    Counts counts = new Counts();
    assertThat(plain).isGreaterThan(100L << 20);
    long limit = Math.min(2 * plain, 1L << 30);
    ChunkBackfill backfill =
        BackfillFixture.backfill(
            request,
            ServerClient.of(request.server(), Map.of("max_memory_usage", String.valueOf(limit))),
            counts);
    assertThat(backfill.backfill(chunk).rows().written()).isEqualTo(100_000);
    assertThat(counts.of("batches_streamed")).isZero();
    assertThat(counts.of("inserts_retried")).isZero();
    assertThat(own.value("SELECT count() FROM events")).isEqualTo("100000");
  }

  @Test
  void batchesThatTheServerHasNoMemoryToJoinAreStreamed() throws IOException {
    BackfillRequest request = request(server, Profile.SEED);
    ServerClient client = ServerClient.of(request.server(), Map.of("max_bytes_in_join", "1000"));
    Counts counts = new Counts();
    ChunkBackfill backfill = BackfillFixture.backfill(request, client, counts);
    for (Chunk chunk : BackfillPlan.of(request, client, ObjectStore.create()).pending()) {
      assertThat(backfill.backfill(chunk).rows().rejected()).isZero();
    }
    assertThat(counts.of("batches_streamed")).isPositive();
    assertEqualsReference(server, Profile.SEED);
  }

  @Test
  void aQueryThatGoesOnAfterItsConnectionBrokeIsEndedAndHasInsertedNothing() throws Exception {
    EventInserts inserts =
        new EventInserts(
            server.client(),
            new RetryWaits(0, 1, millis -> {}),
            new MergePressure(server.client(), new TableName("unused", "unused"), 0, millis -> {}),
            UnitProgress.NONE);
    TableName events = new TableName(server.database(), "events");
    FutureTask<Boolean> endless =
        new FutureTask<>(
            () -> {
              var unused =
                  inserts.insertSelect(
                      new EventInserts.Place(
                          events, List.of("span_id", "start_time", "model_parameters"), "202406"),
                      "SELECT toString(number), toDateTime64('2024-06-01', 3), '{}' FROM"
                          + " system.numbers WHERE number % 1000000 = 7",
                      Map.of(),
                      new EventInserts.Identity("endless/1", false, List::of));
              return true;
            });
    Thread thread = new Thread(endless);
    thread.start();
    String underWay =
        "SELECT count() FROM system.processes WHERE startsWith(query_id, 'endless-1-')";
    while (server.value(underWay).equals("0")) {
      assertThat(endless.isDone()).isFalse();
    }
    inserts.end("endless/1");
    assertThatThrownBy(endless::get).hasMessageContaining("Cannot insert");
    assertThat(server.value(underWay)).isEqualTo("0");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
  }

  @Test
  void aRunThatWasKilledBeforeItRecordedAnInsertGoesOnWithoutLossAndWithoutDoubles()
      throws IOException {
    BackfillRequest request = request(server, Profile.LANGFUSE_RUST);
    for (int batches : new int[] {1, 3, 2, 5}) {
      assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(batches)))
          .hasMessage("killed");
      // The table forgets the tokens; the rows stay.
      server.execute(
          "ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0;\n"
              + "ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 1000;");
    }
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    assertEqualsReference(server, Profile.LANGFUSE_RUST);
  }

  @Test
  void aChunkIsEndedTheWayItWasBegun() throws IOException {
    BackfillRequest pushdown = request(server, Profile.SEED);
    BackfillRequest stream = pushdown.withJoin(Join.STREAM);
    assertThatThrownBy(() -> BackfillFixture.run(stream, new Kill(2))).hasMessage("killed");
    assertThatThrownBy(() -> BackfillFixture.run(pushdown, new Kill(6))).hasMessage("killed");
    assertThat(BackfillFixture.run(stream)).isNotEmpty();
    assertEqualsReference(server, Profile.SEED);
  }

  @Test
  void aChunkWhoseRowsChangedWhileItWasHalfDoneIsNotDoneAnyFurther() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    BackfillRequest request = request(own, Profile.SEED);
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(2))).hasMessage("killed");
    own.execute(
        "INSERT INTO observations SELECT * REPLACE (event_ts + 99 AS event_ts, 'changed' AS name)"
            + " FROM observations WHERE project_id = 'project-0'");
    assertThatThrownBy(() -> BackfillFixture.run(request))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("its rows have changed since")
        .hasMessageContaining("pushdown.json");
  }

  @Test
  void aBatchWithARowThatTheServerRefusesIsStreamedAndOnlyThatRowIsRejected() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    own.execute(
        "INSERT INTO observations SELECT * REPLACE ('obs-bad' AS id, 'no json' AS model_parameters)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 LIMIT 1;\n"
            + "INSERT INTO observations SELECT * REPLACE ('' AS id) FROM observations FINAL"
            + " WHERE toYYYYMM(start_time) = 202406 AND project_id = 'project-3' LIMIT 1;");
    BackfillRequest request = request(own, Profile.SEED);
    // Once more from the middle: what was rejected before is rejected again.
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(5))).hasMessage("killed");
    Counts counts = new Counts();
    List<UnitEntry> entries = BackfillFixture.run(request, counts);
    assertThat(counts.of("batches_streamed")).isLessThanOrEqualTo(1);
    StringBuilder rejects = new StringBuilder();
    try (var files = Files.walk(output.resolve("_rejected"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        rejects.append(Files.readString(file));
      }
    }
    assertThat(rejects.toString())
        .contains("\"reason\":\"refused-by-server\"")
        .contains("obs-bad")
        .contains("\"reason\":\"empty-id\"");
    assertThat(rejects.toString().lines()).hasSize(2);
    assertThat(entries).isNotEmpty();
    assertThat(own.value("SELECT count() FROM events"))
        .isEqualTo(
            own.value(
                "SELECT count() - 2 FROM observations FINAL WHERE toYYYYMM(start_time) = 202406"));
  }

  @Test
  void aDryRunJoinsAndInsertsNothing() throws IOException {
    BackfillRequest dry = request(server, Profile.SEED).withInserts(BackfillRequest.Inserts.NONE);
    List<UnitEntry> entries = BackfillFixture.run(dry);
    assertThat(entries.stream().mapToLong(e -> e.rows().written()).sum()).isGreaterThan(5000);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
    assertThat(output).isEmptyDirectory();
  }

  private static final class Counts implements UnitProgress {
    private final Map<String, Long> counts = new TreeMap<>();

    long of(String counter) {
      return counts.getOrDefault(counter, 0L);
    }

    @Override
    public void count(String counter, long by) {
      counts.merge(counter, by, Long::sum);
    }

    @Override
    public void stage(Stage stage, long nanos) {}
  }
}
