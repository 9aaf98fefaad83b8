package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.events.insert.BatchInserts;
import dev.parqueduct.io.clickhouse.events.insert.Destination;
import dev.parqueduct.io.clickhouse.events.insert.EventInserts;
import dev.parqueduct.io.clickhouse.events.insert.MergePressure;
import dev.parqueduct.io.clickhouse.events.insert.Staging;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.EventTarget;
import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.pushdown.PushdownJoin;
import dev.parqueduct.io.clickhouse.events.pushdown.PushdownQueries;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.stream.ChunkQueries;
import dev.parqueduct.io.clickhouse.events.stream.StreamJoin;
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
    return of(request, store, BackfillPlan.client(request), progress, sleeper);
  }

  static ChunkBackfill of(
      BackfillRequest request,
      ObjectStore store,
      ServerClient client,
      UnitProgress progress,
      Sleeper sleeper)
      throws IOException {
    BackfillRequest.Limits limits = request.limits();
    SourceTables source = SourceTables.of(client, request.tables(), request.profile());
    RetryWaits waits = new RetryWaits(limits.maxRetries(), limits.backoffMillis(), sleeper);
    EventInserts inserts =
        new EventInserts(
            client,
            waits,
            new MergePressure(
                client, request.tables().events(), limits.maxPartsPerPartition(), sleeper),
            progress);
    ChunkQueries queries =
        new ChunkQueries(request.tables(), request.profile(), source.columns(), source.rowBytes());
    StreamJoin stream =
        new StreamJoin(
            request, client, queries, new BatchInserts(request, inserts, progress), progress);
    PushdownJoin pushdown =
        new PushdownJoin(
            request,
            store,
            client,
            EventTarget.of(client, request.tables().events()),
            new PushdownQueries(request, source.columns(), queries),
            inserts,
            stream,
            progress);
    return new ChunkBackfill(
        request, store, waits, destination(request, client, store), stream, pushdown, progress);
  }

  static Destination destination(BackfillRequest request, ServerClient client, ObjectStore store) {
    return request.inserts() == BackfillRequest.Inserts.STAGING
        ? new Staging(request, client, store)
        : Destination.direct(request.tables().events());
  }
}
