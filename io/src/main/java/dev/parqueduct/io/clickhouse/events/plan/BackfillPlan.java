package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.Chunk.Kind;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is left to do of a backfill.
 *
 * @param pending chunks to do
 * @param done what the ledger has of those that are done
 * @param partitions the plans of all partitions
 */
public record BackfillPlan(List<Chunk> pending, List<UnitEntry> done, List<String> partitions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public BackfillPlan {
    pending = List.copyOf(pending);
    done = List.copyOf(done);
    partitions = List.copyOf(requireNonNull(partitions, "partitions"));
  }

  /** About how many observations are to be read, versions counted singly. */
  public long rows() {
    return pending.stream().mapToLong(Chunk::rows).sum();
  }

  /**
   * Plans by the server's statistics, or as an earlier run into the same output has. What is
   * planned is recorded only of runs that insert.
   *
   * @throws RunFailedException with exit code 2 if tables, partitions or options do not fit
   */
  public static BackfillPlan of(BackfillRequest request, ServerClient client, ObjectStore store)
      throws IOException {
    EventTarget target = EventTarget.of(client, request.tables().events());
    target.check(request.inserts());
    var unused = SourceTables.of(client, request.tables(), request.profile());
    if (request.datasetRuns() == DatasetRuns.LEFT_OUT) {
      requireTable(client, request.tables().datasetRunItems());
    }
    List<String> months = PartitionSelection.of(request.partitions(), present(request, client));
    Ledger ledger = Ledger.of(request.output(), store);
    if (request.isReal()) {
      ledger.begin(request.shape());
    }
    List<Chunk> chunks = new ArrayList<>();
    for (String month : months) {
      chunks.addAll(plan(request, client, store, month, target.identity()).chunks());
    }
    Set<String> ids = chunks.stream().map(Chunk::id).collect(Collectors.toSet());
    List<UnitEntry> done =
        request.isReal()
            ? ledger.doneUnits().stream().filter(unit -> ids.contains(unit.unit())).toList()
            : List.of();
    Set<String> doneIds = done.stream().map(UnitEntry::unit).collect(Collectors.toSet());
    return new BackfillPlan(
        chunks.stream().filter(chunk -> !doneIds.contains(chunk.id())).toList(), done, months);
  }

  private static PartitionPlan plan(
      BackfillRequest request,
      ServerClient client,
      ObjectStore store,
      String month,
      String identity)
      throws IOException {
    String path = RecordedPlans.path(request, month);
    Optional<byte[]> recorded = request.isReal() ? store.read(path) : Optional.empty();
    if (recorded.isPresent()) {
      PartitionPlan plan = JSON.readValue(recorded.get(), PartitionPlan.class);
      if (!plan.target().equals(identity)) {
        throw RunFailedException.usage(
            "Table "
                + request.tables().events()
                + " is not the one that partition "
                + month
                + " was begun with; it was made anew since. Use another --output.");
      }
      return plan;
    }
    EventTables tables = request.tables();
    long rows = request.sizes().chunkRows();
    List<Chunk> chunks = new ArrayList<>();
    chunks.addAll(
        new ChunkPlanner(client, tables.observations(), Kind.OBSERVATIONS, rows).plan(month));
    if (request.rootSpans() == RootSpans.MADE) {
      chunks.addAll(new ChunkPlanner(client, tables.traces(), Kind.TRACES, rows).plan(month));
    }
    PartitionPlan plan = new PartitionPlan(month, identity, chunks);
    if (request.isReal()) {
      store.write(
          path,
          JSON.writeValueAsBytes(plan),
          Ledger.of(request.output(), store).pendingFolder("plan-" + month));
    }
    return plan;
  }

  private static List<String> present(BackfillRequest request, ServerClient client)
      throws IOException {
    TreeSet<String> present = new TreeSet<>(present(client, request.tables().observations()));
    if (request.rootSpans() == RootSpans.MADE) {
      present.addAll(present(client, request.tables().traces()));
    }
    return List.copyOf(present);
  }

  private static List<String> present(ServerClient client, TableName table) throws IOException {
    return client
        .texts(
            Query.of(
                "list the partitions of " + table,
                "SELECT DISTINCT partition_id FROM system.parts WHERE active AND rows > 0 AND "
                    + table.condition()
                    + " ORDER BY partition_id"))
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  private static void requireTable(ServerClient client, TableName table) throws IOException {
    var unused = EventTarget.of(client, table);
  }

  /** A client with what every query of a backfill has in common. */
  public static ServerClient client(BackfillRequest request) {
    return ServerClient.of(request.server(), Map.of("log_comment", "parqueduct backfill-events"));
  }
}
