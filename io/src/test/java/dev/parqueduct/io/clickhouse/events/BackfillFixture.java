package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.events.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Limits;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of the backfill, chunk after chunk. */
final class BackfillFixture {
  private BackfillFixture() {}

  static BackfillRequest request(RealClickHouse server, Profile profile, Path output) {
    return request(server, profile, Join.STREAM, output);
  }

  static BackfillRequest request(RealClickHouse server, Profile profile, Join join, Path output) {
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
  static List<UnitEntry> run(BackfillRequest request) throws IOException {
    return run(request, UnitProgress.NONE);
  }

  static List<UnitEntry> run(BackfillRequest request, UnitProgress progress) throws IOException {
    ObjectStore store = ObjectStore.create();
    BackfillPlan plan = BackfillPlan.of(request, BackfillPlan.client(request), store);
    ChunkBackfill backfill = ChunkBackfills.of(request, store, progress, millis -> {});
    List<UnitEntry> entries = new ArrayList<>();
    for (Chunk chunk : plan.pending()) {
      entries.add(backfill.backfill(chunk));
    }
    return entries;
  }
}
