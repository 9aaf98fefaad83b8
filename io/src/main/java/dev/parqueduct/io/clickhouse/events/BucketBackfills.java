package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.events.files.BucketBackfill;
import dev.parqueduct.io.clickhouse.events.insert.BatchInserts;
import dev.parqueduct.io.clickhouse.events.insert.EventInserts;
import dev.parqueduct.io.clickhouse.events.insert.MergePressure;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.objects.ObjectStore;
import org.apache.beam.sdk.util.Sleeper;

/** Makes what backfills buckets of files. */
public final class BucketBackfills {
  private BucketBackfills() {}

  /** For one thread. */
  public static BucketBackfill of(
      BackfillRequest request, ObjectStore store, UnitProgress progress) {
    ServerClient client = BackfillPlan.client(request);
    BackfillRequest.Limits limits = request.limits();
    EventInserts inserts =
        new EventInserts(
            client,
            new RetryWaits(limits.maxRetries(), limits.backoffMillis(), Sleeper.DEFAULT),
            new MergePressure(
                client, request.tables().events(), limits.maxPartsPerPartition(), Sleeper.DEFAULT),
            progress);
    return new BucketBackfill(
        request,
        store,
        ChunkBackfills.destination(request, client, store),
        new BatchInserts(request, inserts, progress),
        progress);
  }
}
