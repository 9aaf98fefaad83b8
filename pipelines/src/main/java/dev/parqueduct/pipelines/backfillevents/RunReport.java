package dev.parqueduct.pipelines.backfillevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import java.io.IOException;
import java.util.Optional;

/** Tells the report of a run from what earlier runs have left in its place. */
final class RunReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunReport() {}

  /** The report that a run has written, if it came to that. */
  static Optional<JsonNode> of(ReportWriter writer, ObjectStore store) throws IOException {
    Optional<byte[]> json = store.read(ObjectStore.join(writer.output(), "_report.json"));
    if (json.isEmpty()) {
      return Optional.empty();
    }
    JsonNode report = JSON.readTree(json.get());
    return report.path("startedAt").asText().equals(writer.startedAt().toString())
        ? Optional.of(report)
        : Optional.empty();
  }
}
