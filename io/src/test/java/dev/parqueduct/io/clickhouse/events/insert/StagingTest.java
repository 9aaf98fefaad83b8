package dev.parqueduct.io.clickhouse.events.insert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.Kill;
import dev.parqueduct.io.clickhouse.events.ReferenceSql;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of events remembers no tokens; its rows are counted without FINAL. */
@RealClickHouse.Needed
class StagingTest {
  private static final String TABLES =
      "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name LIKE '%staging%'";

  private RealClickHouse server;

  @TempDir Path output;

  @BeforeEach
  void tables() throws IOException {
    server = LangfuseTables.withRows();
    server.execute(
        "ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0;\n"
            + "SYSTEM STOP MERGES events;");
  }

  private BackfillRequest request(Join join) {
    return BackfillFixture.request(server, Profile.SEED, join, output).withInserts(Inserts.STAGING);
  }

  private void assertEqualsReference() throws IOException {
    assertThat(server.rows(ReferenceSql.sum(Profile.SEED, ReferenceSql.written(Profile.SEED))))
        .isEqualTo(server.rows(ReferenceSql.sum(Profile.SEED, ReferenceSql.events(Profile.SEED))));
    assertThat(server.value(TABLES)).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(
      value = Join.class,
      names = {"STREAM", "PUSHDOWN"})
  void aRunThatWasKilledAnywhereGoesOnWithoutLossAndWithoutDoubles(Join join) throws IOException {
    for (int batches : new int[] {1, 3, 2, 4}) {
      assertThatThrownBy(() -> BackfillFixture.run(request(join), new Kill(batches)))
          .hasMessage("killed");
    }
    assertThat(server.value(TABLES)).isEqualTo("1");
    assertThat(BackfillFixture.run(request(join))).isNotEmpty();
    assertEqualsReference();
    assertThat(BackfillFixture.run(request(join))).isEmpty();
  }

  @Test
  void nothingOfAChunkIsInTheTableOfEventsBeforeAllOfItIs() throws IOException {
    assertThatThrownBy(() -> BackfillFixture.run(request(Join.STREAM), new Kill(2)))
        .hasMessage("killed");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
  }

  @Test
  void aChunkWhoseStagingTableIsGoneIsDoneAnew() throws IOException {
    assertThatThrownBy(() -> BackfillFixture.run(request(Join.STREAM), new Kill(2)))
        .hasMessage("killed");
    Staging staging = staging();
    server.execute("DROP TABLE " + staging.table("202406-00000").sql());
    assertThat(BackfillFixture.run(request(Join.STREAM))).isNotEmpty();
    assertEqualsReference();
  }

  private Staging staging() {
    return new Staging(request(Join.STREAM), server.client(), ObjectStore.create());
  }

  /** Parts of one insert each, and the record that they are about to be moved. */
  private Staging withParts(String unit, int parts) throws IOException {
    Staging staging = staging();
    TableName table = staging.begin(unit);
    for (int part = 0; part < parts; part++) {
      server.execute(
          "INSERT INTO "
              + table.sql()
              + " (span_id, start_time, event_ts, model_parameters) SELECT concat('"
              + part
              + "-', toString(number)), '2024-06-01', '2024-06-02', '{}' FROM numbers(20)");
    }
    ObjectStore store = ObjectStore.create();
    String folder = Ledger.of(output.toString(), store).pendingFolder(unit);
    store.write(folder + "/moving.json", "{}".getBytes(StandardCharsets.UTF_8), folder);
    return staging;
  }

  @Test
  void partsThatArrivedBeforeTheServerDiedAreNotMovedAgain() throws IOException {
    Staging staging = withParts("half", 4);
    // All parts are in both tables; then some arrive only.
    server.execute(
        "ALTER TABLE events ATTACH PARTITION ID '202406' FROM "
            + staging.table("half").sql()
            + ";");
    String part = server.value("SELECT max(_part) FROM events");
    server.execute("ALTER TABLE events DROP PART '" + part + "'");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("60");
    staging.end("half", 80);
    assertThat(server.rows("SELECT count(), uniqExact(span_id) FROM events").get(0))
        .containsExactly("80", "80");
    assertThat(server.value(TABLES)).isEqualTo("0");
    staging.end("half", 80);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("80");
  }

  @Test
  void partsThatArrivedAndWereMergedAreFoundByTheirRows() throws IOException {
    Staging staging = withParts("merged", 3);
    server.execute("INSERT INTO events SELECT * FROM " + staging.table("merged").sql());
    assertThat(server.value("SELECT uniqExact(_part) FROM events")).isEqualTo("1");
    staging.end("merged", 60);
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("60");
  }

  @Test
  void aChunkThatWasMovedAndNotRecordedIsNotDoneAgain() throws IOException {
    Path inTheWay = output.resolve("_ledger/units");
    Files.createDirectories(inTheWay.getParent());
    Files.createFile(inTheWay);
    assertThatThrownBy(() -> BackfillFixture.run(request(Join.STREAM)))
        .isInstanceOf(IOException.class);
    assertThat(server.value("SELECT count() > 0 FROM events")).isEqualTo("1");
    assertThat(server.value(TABLES)).isEqualTo("0");
    Files.delete(inTheWay);
    assertThat(BackfillFixture.run(request(Join.STREAM))).isNotEmpty();
    assertEqualsReference();
  }

  @Test
  void moreRowsThanWereInsertedAreNotMoved() throws IOException {
    Staging staging = staging();
    server.execute(
        "INSERT INTO "
            + staging.begin("more").sql()
            + " (span_id, start_time, model_parameters) SELECT toString(number), '2024-06-01', '{}'"
            + " FROM numbers(20)");
    assertThatThrownBy(() -> staging.end("more", 19))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("has 20 rows, and 19 were inserted");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
  }

  @Test
  void aTableThatFillsViewsIsRefused() throws IOException {
    server.execute(
        "CREATE MATERIALIZED VIEW events_core_mv ENGINE = MergeTree ORDER BY span_id"
            + " AS SELECT span_id FROM events");
    assertThatThrownBy(() -> BackfillFixture.run(request(Join.STREAM)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(server.database() + ".events_core_mv")
        .hasMessageContaining("without --staging");
  }
}
