package dev.parqueduct.io.clickhouse.events.pushdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.ChunkBackfill;
import dev.parqueduct.io.clickhouse.events.Counts;
import dev.parqueduct.io.clickhouse.events.Kill;
import dev.parqueduct.io.clickhouse.events.ReferenceSql;
import dev.parqueduct.io.clickhouse.events.insert.EventInserts;
import dev.parqueduct.io.clickhouse.events.insert.MergePressure;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.server.TableName;
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
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches that the server does not take, and runs that broke off: no row is lost, and none is
 * twice.
 */
@RealClickHouse.Needed
class PushdownFailuresTest {
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
    ReferenceSql.assertWritten(server, Profile.SEED);
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
    ReferenceSql.assertWritten(server, Profile.LANGFUSE_RUST);
  }

  @Test
  void aChunkIsEndedTheWayItWasBegun() throws IOException {
    BackfillRequest pushdown = request(server, Profile.SEED);
    BackfillRequest stream = pushdown.withJoin(Join.STREAM);
    assertThatThrownBy(() -> BackfillFixture.run(stream, new Kill(2))).hasMessage("killed");
    assertThatThrownBy(() -> BackfillFixture.run(pushdown, new Kill(6))).hasMessage("killed");
    assertThat(BackfillFixture.run(stream)).isNotEmpty();
    ReferenceSql.assertWritten(server, Profile.SEED);
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
}
