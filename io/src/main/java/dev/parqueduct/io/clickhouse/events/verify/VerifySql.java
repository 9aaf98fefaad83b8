package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.EventColumns;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The rules of the profiles as SQL, to tell what the events of a chunk should be without anything
 * of what makes them, and the events as they are. Both sides have the same columns in the same
 * types.
 */
final class VerifySql {
  private static final Set<String> TEXTS =
      Set.of("String", "LowCardinality(String)", "Nullable(String)");

  private final BackfillRequest request;
  private final ComparedColumns columns;

  VerifySql(BackfillRequest request, ComparedColumns columns) {
    this.request = requireNonNull(request, "request");
    this.columns = requireNonNull(columns, "columns");
  }

  /**
   * A side of the comparison.
   *
   * @param name for messages
   * @param sql a query of the chunk's rows
   */
  record Side(String name, String sql) {}

  /**
   * The events that the observations and traces of a chunk make; where root spans are made, also
   * those of the traces that began in the chunk's projects on its days.
   */
  Side source(Chunk chunk) {
    String sql =
        select(this::expression)
            + " FROM ("
            + observations(chunk)
            + ") AS o LEFT ANY JOIN ("
            + traces(chunk)
            + ") AS t ON o.project_id = t.project_id AND o.trace_id = t.id";
    if (request.rootSpans() == RootSpans.MADE) {
      sql +=
          " UNION ALL "
              + select(VerifySql::root)
              + " FROM (SELECT * FROM "
              + request.tables().traces().sql()
              + " FINAL WHERE "
              + chunk.roots()
              + leftOut(chunk, "id")
              + ") AS t";
    }
    return new Side("the source", sql);
  }

  private String select(UnaryOperator<String> expression) {
    List<String> selected = new ArrayList<>();
    columns
        .types()
        .forEach(
            (name, type) ->
                selected.add(
                    "CAST("
                        + expression.apply(name)
                        + ", "
                        + SqlText.literal(type)
                        + ") AS "
                        + SqlText.name(name)));
    return "SELECT " + String.join(", ", selected);
  }

  private String observations(Chunk chunk) {
    return "SELECT * FROM "
        + request.tables().observations().sql()
        + " FINAL WHERE "
        + chunk.observations()
        + " AND id != ''"
        + leftOut(chunk, "trace_id");
  }

  private String leftOut(Chunk chunk, String trace) {
    return request.datasetRuns() == DatasetRuns.KEPT
        ? ""
        : " AND (project_id, "
            + trace
            + ") NOT IN (SELECT project_id, trace_id FROM "
            + request.tables().datasetRunItems().sql()
            + " FINAL WHERE "
            + chunk.projects()
            + ")";
  }

  /** A column of the root span of a trace. */
  private static String root(String column) {
    return switch (column) {
      case "trace_id" -> "t.id";
      case "span_id" -> "concat('t-', t.id)";
      case "start_time" -> "t.timestamp";
      case "trace_name" -> "t.name";
      case "type" -> "'SPAN'";
      case "level" -> "'DEFAULT'";
      case "model_parameters" -> "'{}'";
      case "version", "release", "user_id", "session_id", "input", "output" ->
          "coalesce(t." + column + ", '')";
      case "project_id",
          "name",
          "environment",
          "tags",
          "public",
          "bookmarked",
          "created_at",
          "updated_at",
          "event_ts" ->
          "t." + column;
      case "source" ->
          "if(has(mapKeys(t.metadata), 'resourceAttributes'), 'otel-backfill',"
              + " 'ingestion-api-backfill')";
      case "is_deleted" -> "0";
      case ComparedColumns.METADATA -> "arraySort(" + pairs("t.metadata") + ")";
      case "parent_span_id",
          "status_message",
          "prompt_id",
          "prompt_name",
          "model_id",
          "provided_model_name" ->
          "''";
      case "provided_usage_details",
          "usage_details",
          "provided_cost_details",
          "cost_details",
          "tool_definitions" ->
          "map()";
      case "tool_calls", "tool_call_names" -> "[]";
      // end_time, completion_start_time, prompt_version, usage_pricing_tier_id and _name
      default -> "NULL";
    };
  }

  /** Of several traces with one id those of the chunk's days come first, then the newest. */
  private String traces(Chunk chunk) {
    return "SELECT "
        + TraceTable.names(request.profile()).stream()
            .map(name -> name.equals("at") ? "timestamp" : SqlText.name(name))
            .collect(Collectors.joining(", "))
        + ", ("
        + chunk.traces()
        + ") AS near FROM "
        + request.tables().traces().sql()
        + " FINAL WHERE "
        + chunk.projects()
        + " AND (id != '' OR near) AND id IN (SELECT trace_id FROM "
        + request.tables().observations().sql()
        + " WHERE "
        + chunk.observations()
        + ") ORDER BY near DESC, event_ts DESC, timestamp DESC LIMIT 1 BY project_id, id";
  }

  private String expression(String column) {
    boolean newest = request.profile() == Profile.LANGFUSE_V4;
    return switch (column) {
      case "parent_span_id" ->
          newest
              ? "multiIf(o.id = o.trace_id, '', isNull(o.parent_observation_id),"
                  + " concat('t-', o.trace_id), o.parent_observation_id)"
              : "multiIf(o.id = concat('t-', o.trace_id), '',"
                  + " empty(ifNull(o.parent_observation_id, '')), concat('t-', o.trace_id),"
                  + " o.parent_observation_id)";
      case "version" -> newest ? "coalesce(o.version, t.version, '')" : "coalesce(o.version, '')";
      case "release", "user_id", "session_id" -> "coalesce(t." + column + ", '')";
      case "trace_name" -> "coalesce(t.name, '')";
      case "public", "tags" -> "t." + column;
      case "bookmarked" -> "t.bookmarked AND empty(ifNull(o.parent_observation_id, ''))";
      case "model_parameters" ->
          newest
              ? "coalesce(o.model_parameters, '{}')"
              : "if(empty(ifNull(o.model_parameters, '')), '{}', o.model_parameters)";
      case "source" ->
          "concat(if(has(mapKeys(o.metadata), 'resourceAttributes'), 'otel', 'ingestion-api'), "
              + SqlText.literal(request.profile().sourceEnding())
              + ")";
      case "is_deleted" -> "0";
      case ComparedColumns.METADATA -> metadata();
      default -> copied(column);
    };
  }

  private String copied(String column) {
    String source = "o." + SqlText.name(EventColumns.source(column));
    String type = columns.types().get(column);
    return TEXTS.contains(type) && !EventColumns.isLater(column)
        ? "ifNull(" + source + ", '')"
        : source;
  }

  /** Pairs of both maps, those that win behind the others; the last of each name counts. */
  private String metadata() {
    String own = pairs("o.metadata");
    return switch (request.profile()) {
      case LANGFUSE_V4 -> "arraySort(" + own + ")";
      case LANGFUSE_RUST ->
          "arrayFilter(p -> p.1 != 'attributes', "
              + lastOfEach("arrayConcat(" + pairs("t.metadata") + ", " + own + ")")
              + ")";
      case SEED ->
          lastOfEach(
              "arrayConcat("
                  + own
                  + ", "
                  + pairs("t.metadata")
                  + ", if(empty(t.tags), [], [('trace_tags', toJSONString(t.tags))]))");
    };
  }

  private static String pairs(String map) {
    return "CAST(" + map + ", 'Array(Tuple(String, String))')";
  }

  private static String lastOfEach(String pairs) {
    return "arraySort(arrayMap(name -> (name, arrayLast(p -> p.1 = name, "
        + pairs
        + ").2), arrayDistinct(arrayMap(p -> p.1, "
        + pairs
        + "))))";
  }

  /** The events of a chunk as they are, versions that merges have not dropped yet included. */
  Side events(Chunk chunk) {
    String values = request.profile().metadataValues();
    List<String> selected = new ArrayList<>();
    for (String name : columns.names()) {
      if (!name.equals(ComparedColumns.METADATA)) {
        selected.add(SqlText.name(name));
      }
    }
    // Arrays of different lengths are no reason to fail, but a difference.
    selected.add(
        ("arrayConcat(arraySort(arrayMap((n, i) -> (n, VALUES[i]), metadata_names,"
                    + " arrayEnumerate(metadata_names))), if(length(metadata_names) ="
                    + " length(VALUES), [], [('', concat(toString(length(VALUES)), ' values'))]))")
                .replace("VALUES", values)
            + " AS "
            + ComparedColumns.METADATA);
    String ending = request.profile().sourceEnding();
    return new Side(
        "the events",
        "SELECT "
            + String.join(", ", selected)
            + " FROM "
            + request.tables().events().sql()
            + " WHERE "
            + chunk.events()
            + (ending.isEmpty()
                ? ""
                : " AND endsWith(toString(source), " + SqlText.literal(ending) + ")"));
  }
}
