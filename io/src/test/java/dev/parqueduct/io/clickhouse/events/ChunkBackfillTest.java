package dev.parqueduct.io.clickhouse.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything is compared with what the server itself makes of the rows, without FINAL. */
@RealClickHouse.Needed
class ChunkBackfillTest {
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

  @ParameterizedTest
  @EnumSource(Profile.class)
  void eventsAreWhatTheReferenceMakes(Profile profile) throws IOException {
    List<UnitEntry> entries = BackfillFixture.run(BackfillFixture.request(server, profile, output));
    ReferenceSql.assertWritten(server, profile);
    assertThat(entries.size()).isGreaterThan(4);
    assertThat(entries.stream().mapToLong(e -> e.counters().get("tracesFoundLate")).sum())
        .isPositive();
    assertThat(entries.stream().mapToLong(e -> e.counters().get("eventsWithoutTrace")).sum())
        .isPositive();
    assertThat(entries.stream().anyMatch(e -> e.rows().filtered() > 0))
        .isEqualTo(profile.leavesOutDatasetRuns());
  }

  @Test
  void aSecondRunDoesNothing() throws IOException {
    BackfillRequest request = BackfillFixture.request(server, Profile.SEED, output);
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    assertThat(BackfillFixture.run(request)).isEmpty();
    ReferenceSql.assertWritten(server, Profile.SEED);
  }

  @Test
  void aRunThatWasKilledAnywhereGoesOnWithoutLossAndWithoutDoubles() throws IOException {
    BackfillRequest request = BackfillFixture.request(server, Profile.SEED, output);
    for (int batches : new int[] {1, 3, 2, 7, 5}) {
      assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(batches)))
          .hasMessage("killed");
    }
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    ReferenceSql.assertWritten(server, Profile.SEED);
  }

  @Test
  void anInsertThatWasNotRecordedAnyMoreIsFoundInTheTableWithoutItsToken() throws IOException {
    BackfillRequest request = BackfillFixture.request(server, Profile.LANGFUSE_RUST, output);
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(3))).hasMessage("killed");
    Path batches = output.resolve("_ledger/pending/202406-00000/batches.json");
    String recorded = Files.readString(batches);
    int last = recorded.lastIndexOf(",{\"rows\"");
    Files.writeString(batches, recorded.substring(0, last) + "]}");
    // The table forgets the tokens; the rows stay.
    server.execute(
        "ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0;\n"
            + "ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 1000;");
    assertThat(BackfillFixture.run(request)).isNotEmpty();
    ReferenceSql.assertWritten(server, Profile.LANGFUSE_RUST);
  }

  @Test
  void aChunkWhoseRowsChangedWhileItWasHalfDoneIsNotDoneAnyFurther() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    BackfillRequest request = BackfillFixture.request(own, Profile.SEED, output);
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(2))).hasMessage("killed");
    own.execute(
        "INSERT INTO observations SELECT * REPLACE (event_ts + 99 AS event_ts, 'changed' AS name)"
            + " FROM observations WHERE project_id = 'project-0'");
    assertThatThrownBy(() -> BackfillFixture.run(request))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("its rows have changed since")
        .hasMessageContaining("batches.json");
  }

  @Test
  void rowsThatCannotBecomeEventsAreRejectedWithTheReasonAndAllOthersAreInserted()
      throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    own.execute(
        "INSERT INTO observations SELECT * REPLACE ('obs-bad' AS id, 'no json' AS model_parameters)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 LIMIT 1;\n"
            + "INSERT INTO observations SELECT * REPLACE ('' AS id)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406 LIMIT 1;");
    List<UnitEntry> entries =
        BackfillFixture.run(BackfillFixture.request(own, Profile.SEED, output));
    assertThat(entries.stream().mapToLong(e -> e.rows().rejected()).sum()).isEqualTo(2);
    StringBuilder rejects = new StringBuilder();
    for (UnitEntry entry : entries) {
      for (var file : entry.rejects()) {
        rejects.append(Files.readString(output.resolve(file.path())));
      }
    }
    assertThat(rejects.toString())
        .contains("\"reason\":\"refused-by-server\"")
        .contains("obs-bad")
        .contains("\"reason\":\"empty-id\"");
    assertThat(own.value("SELECT count() FROM events"))
        .isEqualTo(
            own.value(
                "SELECT count() - 2 FROM observations FINAL WHERE toYYYYMM(start_time) = 202406"));
  }

  @Test
  void aBatchThatWasKilledWhileItWasInsertedInPartsKeepsWhatTheServerRefused() throws IOException {
    RealClickHouse own = LangfuseTables.withRows();
    // In the first batch; none of the rows by which a whole batch is known again.
    own.execute(
        "INSERT INTO observations SELECT * REPLACE (event_ts + 1000 AS event_ts, 'no json' AS model_parameters)"
            + " FROM observations FINAL WHERE toYYYYMM(start_time) = 202406"
            + " ORDER BY project_id, type, toDate(start_time), id LIMIT 301, 1");
    BackfillRequest request = BackfillFixture.request(own, Profile.SEED, output);
    assertThatThrownBy(() -> BackfillFixture.run(request, new Kill(1))).hasMessage("killed");
    Path batches = output.resolve("_ledger/pending/202406-00000/batches.json");
    assertThat(Files.readString(batches)).contains("\"refused\":[{\"row\":294,");
    // As it was before the last part was there.
    Files.writeString(batches, "{\"batchRows\":300,\"batches\":[],\"inParts\":true}");
    List<UnitEntry> entries = BackfillFixture.run(request);
    assertThat(entries.stream().mapToLong(e -> e.rows().rejected()).sum()).isEqualTo(1);
    assertThat(own.value("SELECT count() FROM events"))
        .isEqualTo(
            own.value(
                "SELECT count() - 1 FROM observations FINAL WHERE toYYYYMM(start_time) = 202406"));
  }

  @Test
  void aDryRunInsertsAndRecordsNothing() throws IOException {
    BackfillRequest request = BackfillFixture.request(server, Profile.SEED, output);
    BackfillRequest dry = request.withInserts(BackfillRequest.Inserts.NONE);
    List<UnitEntry> entries = BackfillFixture.run(dry);
    assertThat(entries.stream().mapToLong(e -> e.rows().written()).sum()).isGreaterThan(5000);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
    assertThat(ObjectStore.create().list(output + "/**")).isEmpty();
  }

  @Test
  void aTargetThatForgetsTokensIsRefusedWithTheStatementThatHelps() throws IOException {
    RealClickHouse own = LangfuseTables.empty();
    own.execute("ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0");
    BackfillRequest request = BackfillFixture.request(own, Profile.SEED, output);
    assertThatThrownBy(() -> BackfillFixture.run(request))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("MODIFY SETTING non_replicated_deduplication_window = 10000");
  }

  @Test
  void aColumnOfAnUnknownTypeIsNamed() throws IOException {
    RealClickHouse own = LangfuseTables.empty();
    own.execute("ALTER TABLE observations MODIFY COLUMN tool_calls Array(Tuple(String, String))");
    BackfillRequest request = BackfillFixture.request(own, Profile.LANGFUSE_V4, output);
    assertThatThrownBy(() -> BackfillFixture.run(request))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("Column tool_calls is of the type Array(Tuple(String, String))");
  }
}
