package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.events.server.SqlText;
import java.util.ArrayList;
import java.util.List;

/**
 * Traces as if they were observations of themselves: the root span {@code t-{trace}} that
 * Langfuse's chain for version 4 makes of each before it comes to observations. Beside the columns
 * of observations are those of the trace, for the rules that look there.
 */
public final class RootSpanSql {
  private RootSpanSql() {}

  /**
   * The select list.
   *
   * @param columns of observations that are read
   */
  public static String select(List<String> columns) {
    List<String> selected = new ArrayList<>();
    for (String column : columns) {
      selected.add(observation(column) + " AS " + SqlText.name(column));
    }
    for (String name : TraceTable.names(Profile.LANGFUSE_V4)) {
      selected.add(trace(name) + " AS " + SqlText.name(TraceTable.OWN + name));
    }
    return String.join(", ", selected);
  }

  private static String observation(String column) {
    return switch (column) {
      case "trace_id" -> "t.id";
      case "id" -> "concat('t-', t.id)";
      // The root is below nothing, not even below what stands for the trace.
      case "parent_observation_id" -> "''";
      case "start_time" -> "t.timestamp";
      case "end_time", "completion_start_time" -> "CAST(NULL, 'Nullable(DateTime64(3))')";
      case "type" -> "'SPAN'";
      case "level" -> "'DEFAULT'";
      case "prompt_version" -> "CAST(NULL, 'Nullable(UInt16)')";
      case "status_message",
          "prompt_id",
          "prompt_name",
          "internal_model_id",
          "provided_model_name",
          "model_parameters",
          "usage_pricing_tier_id",
          "usage_pricing_tier_name" ->
          "CAST(NULL, 'Nullable(String)')";
      case "provided_usage_details", "usage_details" -> "CAST(map(), 'Map(String, UInt64)')";
      case "provided_cost_details", "cost_details" -> "CAST(map(), 'Map(String, Decimal(18, 12))')";
      case "tool_definitions" -> "CAST(map(), 'Map(String, String)')";
      case "tool_calls", "tool_call_names" -> "CAST([], 'Array(String)')";
      case "environment" -> "CAST(t.environment, 'String')";
      case "metadata" -> "CAST(t.metadata, 'Map(String, String)')";
      // project_id, name, version, input, output and what tells versions apart.
      default -> "t." + SqlText.name(column);
    };
  }

  private static String trace(String name) {
    return switch (name) {
      case "event_ts" -> "toUnixTimestamp64Micro(toDateTime64(t.event_ts, 6))";
      case "at" -> "toUnixTimestamp64Micro(toDateTime64(t.timestamp, 6))";
      case "public", "bookmarked" -> "CAST(t." + name + ", 'Bool')";
      case "tags" -> "CAST(t.tags, 'Array(String)')";
      default -> "ifNull(CAST(t." + name + ", 'Nullable(String)'), '')";
    };
  }
}
