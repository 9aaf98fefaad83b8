package dev.parqueduct.io.clickhouse.events.pushdown;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.rules.EventColumns;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of {@link EventWriter} as SQL: what makes events of observations {@code o} and their
 * traces {@code t} on the server. Values and their order are the same.
 */
final class PushdownSql {
  private static final String OWN = "CAST(mapKeys(o.metadata), 'Array(String)')";
  private static final String OWN_VALUES = "CAST(mapValues(o.metadata), 'Array(String)')";

  private final Profile profile;
  private final List<String> observationColumns;

  /**
   * @param observationColumns what is read of observations
   */
  PushdownSql(Profile profile, List<String> observationColumns) {
    this.profile = requireNonNull(profile, "profile");
    this.observationColumns = List.copyOf(observationColumns);
  }

  /** The expressions, beside {@link EventWriter#columns}. */
  String select() {
    List<String> expressions = new ArrayList<>();
    for (String column : EventWriter.columns(profile, observationColumns)) {
      expressions.add(expression(column) + " AS " + SqlText.name(column));
    }
    return String.join(", ", expressions);
  }

  private String expression(String column) {
    return switch (column) {
      case "parent_span_id" -> parent();
      case "version" ->
          profile == Profile.LANGFUSE_V4 ? "ifNull(o.version, t.version)" : orEmpty("o.version");
      case "release", "user_id", "session_id", "public", "tags" -> "t." + column;
      case "trace_name" -> "t.name";
      case "bookmarked" -> "t.bookmarked AND " + orEmpty("o.parent_observation_id") + " = ''";
      case "model_parameters" ->
          profile == Profile.LANGFUSE_V4
              ? "ifNull(o.model_parameters, '{}')"
              : "if(" + orEmpty("o.model_parameters") + " = '', '{}', o.model_parameters)";
      case "source" ->
          String.format(
              Locale.ROOT,
              "if(has(%s, 'resourceAttributes'), 'otel%s', 'ingestion-api%s')",
              OWN,
              profile.sourceEnding(),
              profile.sourceEnding());
      case "metadata_names" -> profile.mergesMetadata() ? merged(keys()) : OWN;
      case "metadata_raw_values", "metadata_values" ->
          profile.mergesMetadata() ? merged(values()) : OWN_VALUES;
      default -> copied(column);
    };
  }

  /** Texts of events know no null, but for those that came later. */
  private static String copied(String column) {
    String source = "o." + SqlText.name(EventColumns.source(column));
    return switch (column) {
      case "status_message",
          "prompt_id",
          "prompt_name",
          "model_id",
          "provided_model_name",
          "input",
          "output" ->
          orEmpty(source);
      default -> source;
    };
  }

  private static String orEmpty(String column) {
    return "ifNull(" + column + ", '')";
  }

  private String parent() {
    boolean newer = profile == Profile.LANGFUSE_V4;
    return String.format(
        Locale.ROOT,
        "multiIf(%s, '', %s, concat('t-', o.trace_id), ifNull(o.parent_observation_id, ''))",
        newer ? "o.id = o.trace_id" : "o.id = concat('t-', o.trace_id)",
        newer ? "isNull(o.parent_observation_id)" : orEmpty("o.parent_observation_id") + " = ''");
  }

  // Metadata of both: entries of the observation, then of the trace, then, for one profile, the
  // tags. One entry of each key stays, and stands where the key stands first. No function here is
  // given an array of values to look into: servers copy such an array for every element.

  private String keys() {
    return "arrayConcat("
        + OWN
        + ", mapKeys(t.metadata)"
        + (profile == Profile.SEED ? ", if(notEmpty(t.tags), ['trace_tags'], [])" : "")
        + ")";
  }

  private String values() {
    return "arrayConcat("
        + OWN_VALUES
        + ", mapValues(t.metadata)"
        + (profile == Profile.SEED ? ", if(notEmpty(t.tags), [toJSONString(t.tags)], [])" : "")
        + ")";
  }

  /** Which entries stay: 1 for the last of a key among those that win. */
  private String stays() {
    if (profile == Profile.SEED) {
      return last(keys());
    }
    String traceFirst = last("arrayConcat(mapKeys(t.metadata), " + OWN + ")");
    String ofTrace = "length(t.metadata)";
    return String.format(
        Locale.ROOT,
        "arrayConcat(arraySlice(%1$s, %2$s + 1), arraySlice(%1$s, 1, %2$s))",
        traceFirst,
        ofTrace);
  }

  private static String last(String keys) {
    return "arrayReverse(arrayEnumerateUniq(arrayReverse(" + keys + ")))";
  }

  private String merged(String side) {
    String stays =
        profile == Profile.LANGFUSE_RUST
            ? String.format(
                Locale.ROOT,
                "arrayMap((k, n) -> n = 1 AND k != 'attributes', %s, %s)",
                keys(),
                stays())
            : "arrayMap(n -> n = 1, " + stays() + ")";
    return String.format(
        Locale.ROOT,
        "arraySort((v, n) -> n, arrayFilter((v, s) -> s, %s, %s), arrayFilter((n, s) -> s, %s, %s))",
        side,
        stays,
        "arrayEnumerateDense(" + keys() + ")",
        stays);
  }
}
