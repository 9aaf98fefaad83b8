package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import org.apache.beam.sdk.util.Sleeper;

/** Makes what backfills chunks. */
public final class ChunkBackfills {
  private ChunkBackfills() {}

  /** For one thread; looks at the tables. */
  public static ChunkBackfill of(BackfillRequest request, ObjectStore store, UnitProgress progress)
      throws IOException {
    return of(request, store, progress, Sleeper.DEFAULT);
  }

  static ChunkBackfill of(
      BackfillRequest request, ObjectStore store, UnitProgress progress, Sleeper sleeper)
      throws IOException {
    ServerClient client = BackfillPlan.client(request);
    BackfillRequest.Limits limits = request.limits();
    return new ChunkBackfill(
        request,
        SourceTables.of(client, request.tables(), request.profile()),
        store,
        client,
        new RetryWaits(limits.maxRetries(), limits.backoffMillis(), sleeper),
        new MergePressure(
            client, request.tables().events(), limits.maxPartsPerPartition(), sleeper),
        progress);
  }
}
