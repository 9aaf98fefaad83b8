package dev.parqueduct.io.clickhouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server joins by itself is what is joined here, and what the reference makes. */
@RealClickHouse.Needed
class PushdownJoinTest {
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
    return BackfillFixture.request(on, profile, Join.PUSHDOWN, output);
  }

  private static void assertEqualsReference(RealClickHouse on, Profile profile)
      throws IOException {
    assertThat(on.rows(ReferenceSql.sum(profile, ReferenceSql.written(profile))))
        .isEqualTo(on.rows(ReferenceSql.sum(profile, ReferenceSql.events(profile))));
  }

  /** Over every value as it is printed, the order of metadata included. */
  private static List<List<String>> exactSum(Profile profile) throws IOException {
    return server.rows(
        "SELECT count(), sum(cityHash64(formatRow('TSV', * EXCEPT ("
            + (profile == Profile.LANGFUSE_V4 ? "created_at" : "metadata")
            + ")))) FROM "
            + profile.target());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theServerMakesTheSameEventsValueByValue(Profile profile) throws IOException {
    List<UnitEntry> streamed =
        BackfillFixture.run(BackfillFixture.request(server, profile, output.resolve("streamed")));
    List<List<String>> expected = exactSum(profile);
    emptyTargets();
    Counts counts = new Counts();
    List<UnitEntry> pushed = BackfillFixture.run(request(server, profile), counts);
    assertThat(exactSum(profile)).isEqualTo(expected);
    assertEqualsReference(server, profile);
    assertThat(pushed.stream().map(entry -> entry.rows()).toList())
        .isEqualTo(streamed.stream().map(entry -> entry.rows()).toList());
    assertThat(counts.of("batches_streamed")).isZero();
    assertThat(counts.of("batches_inserted")).isGreaterThan(20);
  }

  @Test
  void aRunThatWasKilledBeforeItRecordedAnInsertGoesOnWithoutLossAndWithoutDoubles()
      throws IOException {
    BackfillRequest request = request(server, Profile.LANGFUSE_RUST);
    for (int batches : new int[] {1, 3, 2, 7, 5}) {
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
    BackfillRequest stream = BackfillFixture.request(server, Profile.SEED, output);
    assertThatThrownBy(() -> BackfillFixture.run(stream, new Kill(2))).hasMessage("killed");
    assertThatThrownBy(() -> BackfillFixture.run(pushdown, new Kill(12))).hasMessage("killed");
    assertThat(BackfillFixture.run(stream)).isNotEmpty();
    assertEqualsReference(server, Profile.SEED);
  }

  @Test
  void aChunkWhoseRowsChangedWhileItWasHalfDoneIsNotDoneAnyFurther() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    BackfillRequest request = request(own, Profile.SEED);
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(3))).hasMessage("killed");
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
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(9))).hasMessage("killed");
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
    BackfillRequest request = request(server, Profile.SEED);
    BackfillRequest dry =
        new BackfillRequest(
            request.server(),
            request.tables(),
            request.profile(),
            request.partitions(),
            request.datasetRuns(),
            BackfillRequest.Inserts.NONE,
            request.join(),
            request.sizes(),
            request.limits(),
            request.output());
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
