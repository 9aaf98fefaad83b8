package dev.parqueduct.pipelines.importtidb;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which TiDB Lightning takes files to tables, as its documentation and router tell
 * them, on regular expressions of the kind that it has: those of the configuration in their order,
 * then, unless there are any, its own.
 */
final class LightningRules {
  private static final Set<String> COMPRESSIONS =
      Set.of("", "gz", "gzip", "lz4", "zstd", "zst", "xz", "lzo", "snappy");

  private final List<Rule> rules = new ArrayList<>();

  private record Rule(
      Pattern pattern, String schema, String table, String type, String compression) {}

  /** Where a file goes; {@code type} is that of its rule. */
  record Target(String schema, String table, String type) {}

  LightningRules(JsonNode configuration) {
    JsonNode own = configuration.at("/mydumper/files");
    for (JsonNode rule : own) {
      rules.add(
          new Rule(
              Pattern.compile(rule.get("pattern").asText()),
              rule.get("schema").asText(),
              rule.path("table").asText(),
              rule.get("type").asText(),
              ""));
    }
    if (own.isMissingNode() || configuration.at("/mydumper/default-file-rules").asBoolean()) {
      addDefaults();
    }
  }

  private void addDefaults() {
    add("(?i).*(-schema-trigger|-schema-post)\\.sql(?:\\.(\\w*?))?$", "", "", "ignore", "");
    add("(?i).*\\.(sql|csv|parquet)(\\.(\\w+))?\\.(bak|BAK)$", "", "", "ignore", "");
    String folders = "(?i)^(?:[^/]*/)*";
    add(folders + "([^/.]+)-schema-create\\.sql(?:\\.(\\w*?))?$", "$1", "", "schema-schema", "$2");
    add(
        folders + "([^/.]+)\\.(.*?)-schema\\.sql(?:\\.(\\w*?))?$",
        "$1",
        "$2",
        "table-schema",
        "$3");
    add(
        folders + "([^/.]+)\\.(.*?)-schema-view\\.sql(?:\\.(\\w*?))?$",
        "$1",
        "$2",
        "view-schema",
        "$3");
    add(
        folders + "([^/.]+)\\.(.*?)(?:\\.([0-9]+))?\\.(sql|csv|parquet)(?:\\.(\\w+))?$",
        "$1",
        "$2",
        "$4",
        "$5");
  }

  private void add(String pattern, String schema, String table, String type, String compression) {
    rules.add(new Rule(Pattern.compile(pattern), schema, table, type, compression));
  }

  /** Where a file goes, by its path below the source folder; nowhere if no rule knows it. */
  Optional<Target> route(String path) {
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(path);
      if (matcher.find()) {
        String compression = expand(rule.compression(), matcher);
        if (!COMPRESSIONS.contains(compression)) {
          throw new IllegalStateException(path + ": invalid compression type " + compression);
        }
        return rule.type().equals("ignore")
            ? Optional.empty()
            : Optional.of(
                new Target(
                    expand(rule.schema(), matcher),
                    expand(rule.table(), matcher),
                    expand(rule.type(), matcher)));
      }
    }
    return Optional.empty();
  }

  private static String expand(String template, Matcher matcher) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '$') {
        text.append(c);
      } else if (template.charAt(++i) == '$') {
        text.append('$');
      } else {
        String group = matcher.group(template.charAt(i) - '0');
        text.append(group == null ? "" : group);
      }
    }
    return text.toString();
  }
}
