package dev.parqueduct.io.vt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a report, read from a tree in the plainest way: what the streaming parser is
 * compared with.
 */
final class TreeOracle {
  private TreeOracle() {}

  /** The expected fields; null for what is absent. */
  record Fields(
      String sha256,
      String sha1,
      String md5,
      Integer positives,
      Integer total,
      Long scanMillis,
      String names) {}

  static Fields of(JsonNode json) {
    JsonNode object = json.has("data") ? json.get("data") : json;
    return object.has("attributes") ? ofV3(object.get("attributes")) : ofV2(object);
  }

  private static Fields ofV2(JsonNode json) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> scan : json.path("scans").properties()) {
      String result = scan.getValue().path("result").asText("");
      boolean absent = scan.getValue().path("result").isNull() || result.isEmpty();
      if (scan.getValue().path("detected").asBoolean() && !absent) {
        names.add(scan.getKey() + ":" + result);
      }
    }
    String date = json.path("scan_date").textValue();
    return new Fields(
        hash(json, "sha256"),
        hash(json, "sha1"),
        hash(json, "md5"),
        json.get("positives").intValue(),
        json.get("total").intValue(),
        LocalDateTime.parse(date.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli(),
        names.isEmpty() ? null : String.join(";", names));
  }

  private static Fields ofV3(JsonNode attributes) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> verdict :
        attributes.path("last_analysis_results").properties()) {
      String category = verdict.getValue().path("category").asText();
      JsonNode result = verdict.getValue().path("result");
      if (List.of("malicious", "suspicious").contains(category) && !result.isNull()) {
        names.add(verdict.getKey() + ":" + result.asText());
      }
    }
    JsonNode stats = attributes.get("last_analysis_stats");
    int positives = stats.path("malicious").asInt() + stats.path("suspicious").asInt();
    return new Fields(
        hash(attributes, "sha256"),
        hash(attributes, "sha1"),
        hash(attributes, "md5"),
        positives,
        positives + stats.path("undetected").asInt() + stats.path("harmless").asInt(),
        attributes.get("last_analysis_date").longValue() * 1000,
        names.isEmpty() ? null : String.join(";", names));
  }

  private static String hash(JsonNode json, String name) {
    return json.get(name).isNull() ? null : json.get(name).textValue().toLowerCase(Locale.ROOT);
  }
}
