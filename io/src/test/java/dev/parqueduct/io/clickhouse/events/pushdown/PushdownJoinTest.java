package dev.parqueduct.io.clickhouse.events.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.ChunkBackfill;
import dev.parqueduct.io.clickhouse.events.Counts;
import dev.parqueduct.io.clickhouse.events.ReferenceSql;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.stream.ChunkQueries;
import dev.parqueduct.io.clickhouse.events.stream.KeyRange;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.ledger.UnitEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    ReferenceSql.assertWritten(server, profile);
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
  void aDryRunJoinsAndInsertsNothing() throws IOException {
    BackfillRequest dry = request(server, Profile.SEED).withInserts(BackfillRequest.Inserts.NONE);
    List<UnitEntry> entries = BackfillFixture.run(dry);
    assertThat(entries.stream().mapToLong(e -> e.rows().written()).sum()).isGreaterThan(5000);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
    assertThat(output).isEmptyDirectory();
  }
}
