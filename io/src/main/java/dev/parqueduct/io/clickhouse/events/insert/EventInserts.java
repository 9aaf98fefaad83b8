package dev.parqueduct.io.clickhouse.events.insert;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.clickhouse.http.Summary;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts batches of events, each as one block, so that it is there in whole or not at all, and
 * with a token by which the server knows it again.
 */
public final class EventInserts {
  private static final Logger LOG = LoggerFactory.getLogger(EventInserts.class);

  private final ServerClient client;
  private final RetryWaits waits;
  private final MergePressure pressure;
  private final UnitProgress progress;

  public EventInserts(
      ServerClient client, RetryWaits waits, MergePressure pressure, UnitProgress progress) {
    this.client = requireNonNull(client, "client");
    this.waits = requireNonNull(waits, "waits");
    this.pressure = requireNonNull(pressure, "pressure");
    this.progress = requireNonNull(progress, "progress");
  }

  /** Which rows are inserted, and into what. */
  public record Place(TableName table, List<String> columns, String partition) {
    private String sql() {
      return "INSERT INTO "
          + table.sql()
          + " ("
          + columns.stream().map(SqlText::name).collect(Collectors.joining(", "))
          + ") ";
    }
  }

  /**
   * What names an insert.
   *
   * @param token of exactly these rows
   * @param mayBeKnown whether an earlier run may have sent it
   * @param sample finds keys of some of the rows
   */
  public record Identity(String token, boolean mayBeKnown, Sample sample) {
    /**
     * A server that dies while it commits an insert may come back with the token and without the
     * rows.
     */
    private Identity withoutRows() {
      return new Identity(token + "/again", mayBeKnown, sample);
    }
  }

  /** Finds keys of rows. */
  @FunctionalInterface
  public interface Sample {
    List<EventKey> keys() throws IOException;
  }

  /**
   * Inserts a block; tries again what may pass.
   *
   * @throws ServerException of the kind {@link ErrorKind#DATA} if a row is refused: none is
   *     inserted
   */
  void insert(Place place, NativeOutput block, Identity identity) throws IOException {
    Summary unused =
        insert(place, "FORMAT Native", Map.of(), identity, query -> client.insert(query, block));
  }

  /**
   * Inserts what the server selects itself, as one block; tries again what may pass.
   *
   * @param select the query
   * @param settings of it
   * @return what the server says of it; rows that it knew by their token count as written
   */
  public Summary insertSelect(
      Place place, String select, Map<String, String> settings, Identity identity)
      throws IOException {
    return insert(place, select, settings, identity, client::execute);
  }

  private interface Request {
    Summary send(Query query) throws IOException;
  }

  private Summary insert(
      Place place, String rows, Map<String, String> settings, Identity identity, Request request)
      throws IOException {
    RetryWaits.Attempts attempts = waits.start();
    Summary summary = insert(place, rows, settings, identity.token, attempts, request);
    if (attempts.count() == 0 && !identity.mayBeKnown) {
      return summary;
    }
    List<EventKey> keys = identity.sample.keys();
    if (keys.isEmpty() || isThere(place.table(), keys)) {
      return summary;
    }
    LOG.warn(
        "The server knows the token {} and has none of its rows: they are inserted anew",
        identity.token);
    progress.count("tokens_without_rows", 1);
    return insert(place, rows, settings, identity.withoutRows(), request);
  }

  private Summary insert(
      Place place,
      String rows,
      Map<String, String> settings,
      String token,
      RetryWaits.Attempts attempts,
      Request request)
      throws IOException {
    while (true) {
      pressure.await(place.partition(), progress);
      try {
        if (attempts.count() > 0) {
          end(token);
        }
        return request.send(
            Query.of("insert into " + place.table(), place.sql() + rows)
                .withId(idOf(token) + attempts.count() + "-" + System.nanoTime())
                .with(settings)
                .with(settings(token, attempts.count())));
      } catch (ServerException e) {
        if (!e.kind().mayPass() || !attempts.await(e)) {
          throw e;
        }
        progress.count("inserts_retried", 1);
      }
    }
  }

  private static String idOf(String token) {
    return token.replace('/', '-') + "-";
  }

  /**
   * Ends what is still under way of earlier attempts at an insert, by this run or one before it:
   * the server works on when a connection breaks.
   */
  public void end(String token) throws IOException {
    try {
      var unused =
          client.texts(
              Query.of(
                  "end an earlier attempt at an insert",
                  "KILL QUERY WHERE startsWith(query_id, "
                      + SqlText.literal(idOf(token))
                      + ") SYNC FORMAT Null"));
    } catch (ServerException e) {
      if (e.kind().mayPass()) {
        throw e;
      }
      // The token keeps it from being done twice all the same.
      LOG.debug("{}", e.getMessage());
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
  public boolean isThere(TableName table, List<EventKey> sample) throws IOException {
    String keys = sample.stream().map(EventKey::condition).collect(Collectors.joining(" OR "));
    String found =
        client
            .texts(
                Query.of(
                    "look for a batch in " + table,
                    "SELECT toString(uniqExact(project_id, trace_id, span_id, start_time, event_ts))"
                        + " FROM "
                        + table.sql()
                        + " WHERE "
                        + keys))
            .get(0)
            .get(0);
    return Long.parseLong(found) == sample.stream().distinct().count();
  }
}
