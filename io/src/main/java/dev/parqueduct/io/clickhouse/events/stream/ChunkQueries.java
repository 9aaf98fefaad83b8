package dev.parqueduct.io.clickhouse.events.stream;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.rules.RootSpanSql;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What is asked of the server for a chunk. */
public final class ChunkQueries {
  private static final long BLOCK_BYTES = 8L << 20;
  private static final int MAX_BLOCK = 16_384;
  private static final int MIN_BLOCK = 256;
  private static final int KEYS_BYTES = 64 << 20;

  private final EventTables tables;
  private final Profile profile;
  private final List<String> columns;
  private final long rowBytes;

  /**
   * @param columns of observations
   * @param rowBytes about how long an observation is
   */
  public ChunkQueries(EventTables tables, Profile profile, List<String> columns, long rowBytes) {
    this.tables = requireNonNull(tables, "tables");
    this.profile = requireNonNull(profile, "profile");
    this.columns = List.copyOf(columns);
    this.rowBytes = Math.max(1, rowBytes);
  }

  /**
   * The observations of a chunk, the newest version of each that is not deleted; the order is for
   * {@link KeyOrder} to add.
   *
   * @param range a piece of the chunk
   * @param attempt the higher, the less is asked of the server at a time
   */
  Query observations(Chunk chunk, KeyRange range, int attempt) {
    return gentle(
            Query.of(
                "read the observations of chunk " + chunk.id(),
                "SELECT "
                    + columns.stream().map(SqlText::name).collect(Collectors.joining(", "))
                    + " FROM "
                    + tables.observations().sql()
                    + " FINAL WHERE "
                    + chunk.observations()
                    + range.condition()),
            attempt)
        .with("max_block_size", blockRows(attempt));
  }

  /** Rows of a block of observations: large ones come in smaller blocks. */
  public long blockRows(int attempt) {
    long block = Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, BLOCK_BYTES / rowBytes));
    return attempt == 0 ? block : Math.max(MIN_BLOCK, block >> Math.min(20, 2 * attempt));
  }

  /** What events are made of: observations, or traces as observations of themselves. */
  Query rows(Chunk chunk, KeyRange range, int attempt, KeyOrder order) throws IOException {
    return chunk.kind() == Chunk.Kind.TRACES
        ? roots(chunk, attempt)
        : order.of(observations(chunk, range, attempt), chunk.rows() * rowBytes, attempt);
  }

  private Query roots(Chunk chunk, int attempt) {
    return gentle(
            Query.of(
                "read the traces of chunk " + chunk.id(),
                "SELECT "
                    + RootSpanSql.select(columns)
                    + " FROM "
                    + tables.traces().sql()
                    + " AS t FINAL WHERE "
                    + chunk.roots()
                    + " ORDER BY project_id, toDate(timestamp), id"),
            attempt)
        // Else names of results hide columns of the primary key.
        .with("prefer_column_name_to_alias", 1)
        .with("max_block_size", MIN_BLOCK << (attempt == 0 ? 2 : 0));
  }

  /** The traces that can matter to a chunk. */
  Query traces(Chunk chunk, int attempt) {
    return gentle(
        Query.of("read the traces of chunk " + chunk.id(), traces(chunk.traces())), attempt);
  }

  /** Traces that began on other days. */
  Query lateTraces(Chunk chunk, List<String> ids, int attempt) {
    String list = ids.stream().map(SqlText::literal).collect(Collectors.joining(", "));
    return gentle(
            Query.of(
                "look up traces of chunk " + chunk.id(),
                traces(chunk.projects() + " AND id IN (" + list + ")")),
            attempt)
        .with("max_query_size", KEYS_BYTES);
  }

  private String traces(String condition) {
    return TraceTable.select(profile, tables.traces(), condition);
  }

  /** The traces of dataset runs, in the projects of a chunk. */
  Query datasetRuns(Chunk chunk, int attempt) {
    return gentle(
        Query.of(
            "read the dataset runs of chunk " + chunk.id(),
            "SELECT DISTINCT project_id, trace_id FROM "
                + tables.datasetRunItems().sql()
                + " FINAL WHERE "
                + chunk.projects()),
        attempt);
  }

  /** Has a query read in the order of the key, and with one thread after the first attempt. */
  public static Query gentle(Query query, int attempt) {
    Query asked =
        query
            .with("do_not_merge_across_partitions_select_final", 1)
            .with("optimize_read_in_order", 1);
    return attempt == 0 ? asked : asked.with("max_threads", 1).with("max_download_threads", 1);
  }
}
