package dev.parqueduct.io.clickhouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import java.io.IOException;

/** The rules of the profiles as SQL, written without a look at the code that they prove. */
public final class ReferenceSql {
  private static final String COMMON =
      """
      o.project_id, o.trace_id, o.id AS span_id, o.start_time, o.end_time, o.name, o.type, o.environment,
      o.level, ifNull(o.status_message, '') AS status_message, o.completion_start_time,
      ifNull(o.prompt_id, '') AS prompt_id, ifNull(o.prompt_name, '') AS prompt_name, o.prompt_version,
      ifNull(o.internal_model_id, '') AS model_id, ifNull(o.provided_model_name, '') AS provided_model_name,
      o.provided_usage_details, o.usage_details, o.provided_cost_details, o.cost_details,
      ifNull(o.input, '') AS input, ifNull(o.output, '') AS output, o.created_at, o.updated_at, o.event_ts,
      ifNull(t.release, '') AS release, ifNull(t.user_id, '') AS user_id, ifNull(t.session_id, '') AS session_id,
      t.public AS public, t.bookmarked AND ifNull(o.parent_observation_id, '') = '' AS bookmarked,
      """;
  private static final String FROM =
      """
       FROM (SELECT * FROM observations FINAL WHERE toYYYYMM(start_time) = 202406) AS o
      LEFT ANY JOIN (SELECT * FROM traces FINAL ORDER BY event_ts DESC LIMIT 1 BY project_id, id) AS t
      ON o.project_id = t.project_id AND o.trace_id = t.id
      """;

  // A map keeps the last of several entries with one key.
  private static final String OWN =
      "mapFromArrays(arrayDistinct(mapKeys(o.metadata)), arrayMap(k -> arrayLast((v, n) -> n = k,"
          + " mapValues(o.metadata), mapKeys(o.metadata)), arrayDistinct(mapKeys(o.metadata))))";

  private ReferenceSql() {}

  /** The events of June 2024, with the metadata as a sorted array of pairs. */
  public static String events(Profile profile) {
    return switch (profile) {
      case SEED -> seed();
      case LANGFUSE_RUST -> rust();
      case LANGFUSE_V4 -> version4();
    };
  }

  private static String pairs(String map) {
    return "arraySort(arrayZip(mapKeys(" + map + "), mapValues(" + map + ")))";
  }

  private static final String OLD_RULES =
      """
      if(o.id = concat('t-', o.trace_id), '', if(ifNull(o.parent_observation_id, '') != '',
        o.parent_observation_id, concat('t-', o.trace_id))) AS parent_span_id,
      ifNull(o.version, '') AS version,
      if(ifNull(o.model_parameters, '') = '', '{}', o.model_parameters) AS model_parameters,
      if(mapContains(o.metadata, 'resourceAttributes'), 'otel', 'ingestion-api') AS source, 0 AS is_deleted,
      """;

  private static String seed() {
    String ofTrace =
        "if(notEmpty(t.tags), mapUpdate(CAST(t.metadata, 'Map(String, String)'),"
            + " map('trace_tags', toJSONString(t.tags))), CAST(t.metadata, 'Map(String, String)'))";
    String merged = "mapUpdate(CAST(" + OWN + ", 'Map(String, String)'), " + ofTrace + ")";
    return "SELECT "
        + COMMON
        + OLD_RULES
        + "CAST([], 'Array(String)') AS tags, "
        + pairs(merged)
        + " AS pairs"
        + FROM
        + " SETTINGS output_format_json_escape_forward_slashes = 0";
  }

  private static String rust() {
    String merged =
        "mapFilter((k, v) -> k != 'attributes', mapUpdate(CAST(t.metadata, 'Map(String, String)'),"
            + " CAST("
            + OWN
            + ", 'Map(String, String)')))";
    return "SELECT " + COMMON + OLD_RULES + "t.tags AS tags, " + pairs(merged) + " AS pairs" + FROM;
  }

  private static String version4() {
    return "SELECT "
        + COMMON
        + """
        if(o.id = o.trace_id, '', coalesce(o.parent_observation_id, concat('t-', o.trace_id))) AS parent_span_id,
        ifNull(coalesce(o.version, t.version), '') AS version,
        coalesce(o.model_parameters, '{}') AS model_parameters,
        if(mapContains(o.metadata, 'resourceAttributes'), 'otel-backfill', 'ingestion-api-backfill') AS source,
        o.is_deleted AS is_deleted, t.tags AS tags, t.name AS trace_name,
        o.usage_pricing_tier_id, o.usage_pricing_tier_name, o.tool_definitions, o.tool_calls, o.tool_call_names,
        arraySort(arrayZip(mapKeys(o.metadata), mapValues(o.metadata))) AS pairs
        """
        + FROM
        + " WHERE (o.project_id, o.trace_id) NOT IN"
        + " (SELECT project_id, trace_id FROM dataset_run_items_rmt FINAL)";
  }

  /**
   * A count and a sum over every column of the events of a query; neither depends on their order.
   */
  public static String sum(Profile profile, String from) {
    String more =
        profile == Profile.LANGFUSE_V4
            ? ", trace_name, ifNull(usage_pricing_tier_id, 'null'),"
                + " ifNull(usage_pricing_tier_name, 'null'), tool_definitions, tool_calls, tool_call_names"
            : "";
    return """
    SELECT count(), sum(cityHash64(project_id, trace_id, span_id, parent_span_id,
      toUnixTimestamp64Micro(toDateTime64(start_time, 6)), ifNull(toUnixTimestamp64Micro(toDateTime64(end_time, 6)), 0),
      name, toString(type), toString(environment), version, release, user_id, session_id, tags, bookmarked, public,
      toString(level), status_message, ifNull(toUnixTimestamp64Micro(toDateTime64(completion_start_time, 6)), 0),
      prompt_id, prompt_name, ifNull(prompt_version, 99999), model_id, provided_model_name, model_parameters,
      toString(provided_usage_details), toString(usage_details), toString(provided_cost_details), toString(cost_details),
      input, output, toString(source), toUnixTimestamp64Micro(toDateTime64(created_at, 6)),
      toUnixTimestamp64Micro(toDateTime64(updated_at, 6)), toUnixTimestamp64Micro(toDateTime64(event_ts, 6)),
      toUInt8(is_deleted), pairs"""
        + more
        + ")) FROM ("
        + from
        + ")";
  }

  /** What is in the table, without FINAL. */
  public static String written(Profile profile) {
    return "SELECT *, arraySort(arrayZip(metadata_names, "
        + profile.metadataValues()
        + ")) AS pairs FROM "
        + profile.target();
  }

  /** Fails unless the table of events holds what the reference makes. */
  public static void assertWritten(RealClickHouse server, Profile profile) throws IOException {
    assertThat(server.rows(sum(profile, written(profile))))
        .isEqualTo(server.rows(sum(profile, events(profile))));
  }
}
