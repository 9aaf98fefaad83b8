package dev.parqueduct.io.clickhouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.RecordedPlans;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerdict;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerification;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerification.Sample;
import dev.parqueduct.io.clickhouse.events.verify.RowDifference;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root spans of traces, beside what the step of Langfuse's chain that makes them would insert. */
@RealClickHouse.Needed
class RootSpansTest {
  private static final ObjectStore STORE = ObjectStore.create();

  /** The columns of that step and their values; all others have their defaults. */
  private static final String REFERENCE =
      """
      INSERT INTO reference (project_id, trace_id, span_id, parent_span_id, start_time, name, type, environment,
        version, release, tags, trace_name, user_id, session_id, public, bookmarked, level, model_parameters, input,
        output, metadata_names, metadata_values, source, created_at, updated_at, event_ts, is_deleted)
      SELECT t.project_id, t.id, 't-' || t.id, '', t.timestamp, t.name, 'SPAN', t.environment,
        coalesce(t.version, ''), coalesce(t.release, ''), t.tags, t.name, coalesce(t.user_id, ''),
        coalesce(t.session_id, ''), t.public, t.bookmarked, 'DEFAULT', '{}', coalesce(t.input, ''),
        coalesce(t.output, ''), mapKeys(t.metadata), mapValues(t.metadata),
        multiIf(mapContains(t.metadata, 'resourceAttributes'), 'otel-backfill', 'ingestion-api-backfill'),
        t.created_at, t.updated_at, t.event_ts, t.is_deleted
      FROM traces AS t FINAL WHERE toYYYYMM(t.timestamp) = 202406
        AND (t.project_id, t.id) NOT IN (SELECT project_id, trace_id FROM dataset_run_items_rmt)
      """;

  private static RealClickHouse server;

  @TempDir Path output;

  @BeforeAll
  static void tables() throws IOException {
    server = LangfuseTables.withRows();
    // One trace on two days, and one that came by way of OpenTelemetry.
    server.execute(
        """
        INSERT INTO traces SELECT * REPLACE (timestamp + toIntervalDay(1) AS timestamp, event_ts + 7 AS event_ts, 'later' AS name)
          FROM traces FINAL WHERE id = 'trace-80';
        INSERT INTO traces SELECT * REPLACE (event_ts + 99 AS event_ts, map('resourceAttributes', '{}') AS metadata)
          FROM traces FINAL WHERE id = 'trace-78';
        CREATE TABLE reference AS events_full;
        """);
    server.execute(REFERENCE);
  }

  /** A count and a sum of hashes. */
  private static long[] sum(String from) throws IOException {
    List<String> row = server.rows(ReferenceSql.sum(Profile.LANGFUSE_V4, from)).get(0);
    return new long[] {Long.parseLong(row.get(0)), Long.parseUnsignedLong(row.get(1))};
  }

  private static String table(String name) {
    return "SELECT *, arraySort(arrayZip(metadata_names, metadata_values)) AS pairs FROM " + name;
  }

  @Test
  void eachTraceBecomesTheSpanThatTheReferenceMakesAndObservationsTheirsAndAllIsVerified()
      throws IOException {
    server.execute("TRUNCATE TABLE events_full");
    BackfillRequest request =
        BackfillFixture.request(server, Profile.LANGFUSE_V4, output).withRootSpans(RootSpans.MADE);
    for (int batches : new int[] {2, 5, 4}) {
      assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(batches)))
          .hasMessage("killed");
    }
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    assertThat(BackfillFixture.run(request)).isEmpty();

    long[] roots = sum(table("reference"));
    long[] others = sum(ReferenceSql.events(Profile.LANGFUSE_V4));
    assertThat(roots[0]).isGreaterThan(900);
    assertThat(sum(table("events_full")))
        .containsExactly(roots[0] + others[0], roots[1] + others[1]);
    assertThat(server.value("SELECT count() FROM events_full WHERE is_deleted")).isEqualTo("0");
    assertThat(
            server.value(
                "SELECT name FROM events_full WHERE span_id = 't-trace-80' AND trace_name = 'later'"))
        .isEqualTo("later");

    List<UnitEntry> units = Ledger.of(request.output(), STORE).doneUnits();
    assertThat(units).anyMatch(unit -> unit.unit().startsWith("202406-roots-"));
    assertThat(verify(request)).isNotEmpty().allMatch(ChunkVerdict::isEqual);

    server.execute(
        "ALTER TABLE events_full UPDATE user_id = 'another' WHERE span_id = 't-trace-80' AND"
            + " trace_name = 'later' SETTINGS mutations_sync = 2");
    assertThat(verify(request).stream().flatMap(verdict -> verdict.differences().stream()))
        .extracting(RowDifference::line)
        .singleElement()
        .asString()
        .startsWith("different in user_id: ")
        .endsWith("/t-trace-80");
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
}
