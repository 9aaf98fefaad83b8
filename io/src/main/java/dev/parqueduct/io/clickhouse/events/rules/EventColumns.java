package dev.parqueduct.io.clickhouse.events.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which columns of an event come unchanged from the observation, and which are made. */
public final class EventColumns {
  /** Columns that changed their name. */
  private static final Map<String, String> RENAMED =
      Map.of("span_id", "id", "model_id", "internal_model_id");

  /** What the table of observations has had from the beginning. */
  private static final List<String> COPIED =
      List.of(
          "project_id",
          "trace_id",
          "span_id",
          "start_time",
          "end_time",
          "name",
          "type",
          "environment",
          "level",
          "status_message",
          "completion_start_time",
          "prompt_id",
          "prompt_name",
          "prompt_version",
          "model_id",
          "provided_model_name",
          "provided_usage_details",
          "usage_details",
          "provided_cost_details",
          "cost_details",
          "input",
          "output",
          "created_at",
          "updated_at",
          "event_ts");

  /** What it has got since. */
  private static final List<String> LATER =
      List.of(
          "usage_pricing_tier_id",
          "usage_pricing_tier_name",
          "tool_definitions",
          "tool_calls",
          "tool_call_names");

  private EventColumns() {}

  /** Columns of events that are columns of observations. */
  public static List<String> copied(Profile profile) {
    List<String> columns = new ArrayList<>(COPIED);
    if (profile == Profile.LANGFUSE_V4) {
      columns.addAll(LATER);
      columns.add("is_deleted");
    }
    return columns;
  }

  /** Whether older tables of observations do without it. */
  public static boolean isLater(String column) {
    return LATER.contains(column);
  }

  /** The column of observations that a column of events is. */
  public static String source(String column) {
    return RENAMED.getOrDefault(column, column);
  }

  /** Columns of events that depend on the trace, or on several columns of the observation. */
  public static List<String> made(Profile profile) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "parent_span_id",
                "version",
                "release",
                "user_id",
                "session_id",
                "public",
                "bookmarked",
                "model_parameters",
                "metadata_names",
                profile.metadataValues(),
                "source"));
    if (profile != Profile.SEED) {
      columns.add("tags");
    }
    if (profile == Profile.LANGFUSE_V4) {
      columns.add("trace_name");
    }
    return columns;
  }

  /** Columns of observations that are needed to make others, and are not copied themselves. */
  public static List<String> ingredients() {
    return List.of("parent_observation_id", "version", "model_parameters", "metadata");
  }
}
