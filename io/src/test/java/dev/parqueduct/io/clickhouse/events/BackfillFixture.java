package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Limits;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of the backfill, chunk after chunk. */
public final class BackfillFixture {
  private BackfillFixture() {}

  public static BackfillRequest request(RealClickHouse server, Profile profile, Path output) {
    return request(server, profile, Join.STREAM, output);
  }

  public static BackfillRequest request(
      RealClickHouse server, Profile profile, Join join, Path output) {
    String database = server.database();
    return new BackfillRequest(
            server.client().address(),
            new EventTables(
                new TableName(database, "observations"),
                new TableName(database, "traces"),
                new TableName(database, profile.target()),
                new TableName(database, "dataset_run_items_rmt")),
            profile,
            List.of("202406"),
            profile.leavesOutDatasetRuns() ? DatasetRuns.LEFT_OUT : DatasetRuns.KEPT,
            Inserts.TOKENS,
            new Sizes(300, Sizes.BATCH_BYTES, 1500),
            new Limits(2, 1, 0),
            output.toString())
        .withJoin(join);
  }

  /** Does all that is left to do. */
  public static List<UnitEntry> run(BackfillRequest request) throws IOException {
    return run(request, UnitProgress.NONE);
  }

  public static List<UnitEntry> run(BackfillRequest request, UnitProgress progress)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    BackfillPlan plan = BackfillPlan.of(request, BackfillPlan.client(request), store);
    ChunkBackfill backfill = ChunkBackfills.of(request, store, progress, millis -> {});
    List<UnitEntry> entries = new ArrayList<>();
    for (Chunk chunk : plan.pending()) {
      entries.add(backfill.backfill(chunk));
    }
    return entries;
  }

  /** Backfills chunks as {@code client} may, without waiting. */
  public static ChunkBackfill backfill(
      BackfillRequest request, ServerClient client, UnitProgress progress) throws IOException {
    return ChunkBackfills.of(request, ObjectStore.create(), client, progress, millis -> {});
  }
}
