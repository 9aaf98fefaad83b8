package dev.parqueduct.io.clickhouse.events.pushdown;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.stream.ChunkQueries;
import dev.parqueduct.io.clickhouse.events.stream.KeyRange;
import dev.parqueduct.io.clickhouse.http.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is asked of the server where it joins by itself. */
public final class PushdownQueries {
  private static final String KEY = "project_id, type, toDate(start_time), id";

  private final BackfillRequest request;
  private final List<String> columns;
  private final ChunkQueries queries;

  /**
   * @param columns of observations
   */
  public PushdownQueries(BackfillRequest request, List<String> columns, ChunkQueries queries) {
    this.request = requireNonNull(request, "request");
    this.columns = List.copyOf(columns);
    this.queries = requireNonNull(queries, "queries");
  }

  /** Pieces of a chunk, a row each: {@link PushdownBatches} says of which columns. */
  Query pieces(Chunk chunk, int pieceRows, int attempt) {
    return ChunkQueries.gentle(
            Query.of(
                "plan the batches of chunk " + chunk.id(),
                "SELECT toString(count()), toString(countIf(out)), toString(countIf(id = '')),"
                    + " toString(countIf(late)), toString(sum(weight)), toString(sum(sum)),"
                    + " hex(max(key).1), hex(max(key).2), toString(max(key).3), hex(max(key).4)"
                    // Lengths are taken before rows are sorted; else whole payloads would be.
                    + " FROM (SELECT *, intDiv(row_number() OVER (ORDER BY key) - 1, "
                    + pieceRows
                    + ") AS piece FROM (SELECT id, (project_id, toString(type), toDate(start_time), id) AS key,"
                    + (leavesOut() ? excluded(chunk) : "0")
                    + " AS out, trace_id != '' AND (project_id, trace_id) NOT IN "
                    + window(chunk)
                    + " AS late, ifNull(length(input), 0) + ifNull(length(output), 0) + 512 AS"
                    + " weight, cityHash64(project_id, type, id, trace_id, start_time, event_ts) AS"
                    + " sum FROM "
                    + request.tables().observations().sql()
                    + " FINAL WHERE "
                    + chunk.observations()
                    + ")) GROUP BY piece ORDER BY piece"),
            attempt)
        .with("max_block_size", queries.blockRows(attempt))
        .with("query_plan_execute_functions_after_sorting", 0);
  }

  private boolean leavesOut() {
    return request.datasetRuns() == BackfillRequest.DatasetRuns.LEFT_OUT;
  }

  private String excluded(Chunk chunk) {
    return "(project_id, trace_id) IN (SELECT project_id, trace_id FROM "
        + request.tables().datasetRunItems().sql()
        + " FINAL WHERE "
        + chunk.projects()
        + ")";
  }

  private String window(Chunk chunk) {
    return "(SELECT project_id, id FROM "
        + request.tables().traces().sql()
        + " FINAL WHERE "
        + chunk.traces()
        + ")";
  }

  /** Selects the events of a batch: observations joined with their traces by hashing these. */
  String events(Chunk chunk, PushdownBatches.Batch batch) {
    return "SELECT "
        + new PushdownSql(request.profile(), columns).select()
        + " FROM (SELECT "
        + columns.stream().map(SqlText::name).collect(Collectors.joining(", "))
        + " FROM "
        + observations(chunk, batch.range())
        + ") AS o LEFT ANY JOIN ("
        + traces(chunk, batch)
        + ") AS t ON o.project_id = t.project_id AND o.trace_id = t.id";
  }

  private String observations(Chunk chunk, KeyRange range) {
    return request.tables().observations().sql()
        + " FINAL WHERE "
        + chunk.observations()
        + range.condition()
        + (leavesOut() ? " AND NOT " + excluded(chunk) : "");
  }

  /** The traces of a batch: those of the days around it, else the newest of any day. */
  private String traces(Chunk chunk, PushdownBatches.Batch batch) {
    String needed =
        "SELECT project_id, trace_id FROM "
            + request.tables().observations().sql()
            + " WHERE "
            + chunk.observations()
            + batch.range().condition();
    String near = newest(chunk.traces(), needed);
    if (batch.late() == 0) {
      return near;
    }
    String late = needed + " AND trace_id != '' AND (project_id, trace_id) NOT IN " + window(chunk);
    return "SELECT * FROM ("
        + near
        + ") UNION ALL SELECT * FROM ("
        + newest(chunk.projects(), late)
        + ")";
  }

  private String newest(String condition, String keys) {
    return TraceTable.select(
            request.profile(),
            request.tables().traces(),
            condition + " AND (project_id, id) IN (" + keys + ")")
        + " ORDER BY event_ts DESC, at DESC LIMIT 1 BY project_id, id";
  }

  /** The columns of events that are selected. */
  List<String> targets() {
    return EventWriter.columns(request.profile(), columns);
  }

  /** Settings of the query that selects events. */
  Map<String, String> settings(int attempt) {
    Map<String, String> settings =
        new TreeMap<>(ChunkQueries.gentle(Query.of("", ""), attempt).settings());
    settings.put("join_algorithm", "hash");
    settings.put("join_use_nulls", "0");
    settings.put("transform_null_in", "0");
    settings.put("output_format_json_escape_forward_slashes", "0");
    settings.put("max_block_size", String.valueOf(queries.blockRows(attempt)));
    return settings;
  }

  /** Some keys of a batch: project, trace, span, start and version in milliseconds. */
  Query sample(Chunk chunk, PushdownBatches.Batch batch, int rows) {
    return ChunkQueries.gentle(
        Query.of(
            "look for a batch of chunk " + chunk.id(),
            "SELECT project_id, trace_id, id, toString(toUnixTimestamp64Milli(start_time)),"
                + " toString(toUnixTimestamp64Milli(event_ts)) FROM "
                + observations(chunk, batch.range())
                + " ORDER BY "
                + KEY
                + " LIMIT "
                + rows),
        0);
  }
}
