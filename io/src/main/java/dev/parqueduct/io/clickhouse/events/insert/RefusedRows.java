package dev.parqueduct.io.clickhouse.events.insert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a chunk that the server had refused, by the file of its rejects: they must be in the
 * source, and not among the events.
 *
 * @param keys of them, one for each row
 */
public record RefusedRows(List<Key> keys) {
  /** The reason that rejects have. */
  static final String REASON = "refused-by-server";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory RECORDS = new JsonFactory();

  public RefusedRows {
    keys = List.copyOf(keys);
  }

  /** What names a row. */
  public record Key(String project, String trace, String span) {}

  /** Reads those of a chunk that is done. */
  public static RefusedRows of(ObjectStore store, String output, UnitEntry entry)
      throws IOException {
    List<Key> keys = new ArrayList<>();
    if (entry.rows().rejectedByReason().containsKey(REASON)) {
      for (FileEntry file : entry.rejects()) {
        String path = ObjectStore.join(output, file.path());
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(store.open(path), StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode reject = JSON.readTree(line);
            if (reject.path("reason").asText().equals(REASON)) {
              keys.add(key(reject.path("record").asText()));
            }
          }
        }
      }
    }
    return new RefusedRows(keys);
  }

  /** Records may be cut off, but begin with what is needed. */
  private static Key key(String json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = RECORDS.createParser(json)) {
      while (texts.size() < 3 && parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
            && List.of("project_id", "trace_id", "id").contains(parser.currentName())) {
          texts.put(parser.currentName(), parser.getText());
        }
      }
    }
    return new Key(texts.get("project_id"), texts.get("trace_id"), texts.get("id"));
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The condition that finds them on either side. */
  public String condition() {
    return "(e.project_id, e.trace_id, e.span_id) IN ("
        + keys.stream()
            .distinct()
            .map(
                key ->
                    "("
                        + SqlText.literal(key.project)
                        + ", "
                        + SqlText.literal(key.trace)
                        + ", "
                        + SqlText.literal(key.span)
                        + ")")
            .collect(Collectors.joining(", "))
        + ")";
  }
}
