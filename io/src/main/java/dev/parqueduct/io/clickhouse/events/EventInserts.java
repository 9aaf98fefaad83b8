package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Inserts batches of events, each as one block, so that it is there in whole or not at all, and
 * with a token by which the server knows it again.
 */
final class EventInserts {
  private static final int SAMPLE = 8;

  private final ServerClient client;
  private final TableName table;
  private final String columns;
  private final RetryWaits waits;
  private final MergePressure pressure;
  private final UnitProgress progress;

  EventInserts(
      ServerClient client,
      TableName table,
      List<String> columns,
      RetryWaits waits,
      MergePressure pressure,
      UnitProgress progress) {
    this.client = requireNonNull(client, "client");
    this.table = requireNonNull(table, "table");
    this.columns = columns.stream().map(SqlText::name).collect(Collectors.joining(", "));
    this.waits = requireNonNull(waits, "waits");
    this.pressure = requireNonNull(pressure, "pressure");
    this.progress = requireNonNull(progress, "progress");
  }

  /**
   * Inserts a block; tries again what may pass.
   *
   * @param token names exactly these rows
   * @throws ServerException of the kind {@link ErrorKind#DATA} if a row is refused: none is
   *     inserted
   */
  void insert(NativeOutput block, String partition, String token) throws IOException {
    RetryWaits.Attempts attempts = waits.start();
    while (true) {
      pressure.await(partition, progress);
      try {
        Query query =
            Query.of(
                    "insert into " + table,
                    "INSERT INTO " + table.sql() + " (" + columns + ") FORMAT Native")
                .withId(token.replace('/', '-') + "-" + attempts.count() + "-" + System.nanoTime())
                .with(settings(token, attempts.count()));
        var unused = client.insert(query, block);
        return;
      } catch (ServerException e) {
        if (!e.kind().mayPass() || !attempts.await(e)) {
          throw e;
        }
        progress.count("inserts_retried", 1);
      }
    }
  }

  private static Map<String, String> settings(String token, int attempt) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("async_insert", "0");
    settings.put("insert_deduplicate", "1");
    settings.put("insert_deduplication_token", token);
    settings.put("deduplicate_blocks_in_dependent_materialized_views", "1");
    // One insert is one block is one part.
    settings.put("max_insert_block_size", String.valueOf(Integer.MAX_VALUE));
    settings.put("min_insert_block_size_rows", String.valueOf(Integer.MAX_VALUE));
    settings.put("min_insert_block_size_bytes", String.valueOf(Integer.MAX_VALUE));
    settings.put("max_insert_threads", "1");
    settings.put("type_json_skip_duplicated_paths", "1");
    if (attempt > 0) {
      settings.put("max_threads", "1");
    }
    return settings;
  }

  /**
   * Whether a batch is in the table: inserts are whole, so a sample of its rows tells. Tokens would
   * tell as well, but servers forget them.
   */
  boolean isThere(ObservationBatch batch) throws IOException {
    FixedColumn starts = (FixedColumn) batch.column("start_time");
    FixedColumn versions = (FixedColumn) batch.column("event_ts");
    StringBuilder keys = new StringBuilder();
    int step = Math.max(1, batch.rows() / SAMPLE);
    int sampled = 0;
    for (int row = 0; row < batch.rows(); row += step) {
      sampled++;
      keys.append(keys.isEmpty() ? "" : " OR ")
          .append(
              String.format(
                  Locale.ROOT,
                  "(project_id = %s AND trace_id = %s AND span_id = %s"
                      + " AND start_time = fromUnixTimestamp64Milli(%d)"
                      + " AND event_ts = fromUnixTimestamp64Milli(%d))",
                  SqlText.literal(batch.texts("project_id").text(row)),
                  SqlText.literal(batch.texts("trace_id").text(row)),
                  SqlText.literal(batch.texts("id").text(row)),
                  starts.longAt(row),
                  versions.longAt(row)));
    }
    String found =
        client
            .texts(
                Query.of(
                    "look for a batch in " + table,
                    "SELECT toString(uniqExact(project_id, trace_id, span_id)) FROM "
                        + table.sql()
                        + " WHERE "
                        + keys))
            .get(0)
            .get(0);
    return Long.parseLong(found) == sampled;
  }
}
