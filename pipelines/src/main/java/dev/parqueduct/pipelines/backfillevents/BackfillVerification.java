package dev.parqueduct.pipelines.backfillevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.clickhouse.events.verify.VerifiedChunks;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run has to say of the comparison of its chunks with the source.
 *
 * @param section of its report
 */
record BackfillVerification(JsonNode section) {
  private static final int CHARACTERS = 40;

  /** That of a report, if there was a comparison. */
  static Optional<BackfillVerification> of(JsonNode report) {
    return report.has(VerifiedChunks.SECTION)
        ? Optional.of(new BackfillVerification(report.path(VerifiedChunks.SECTION)))
        : Optional.empty();
  }

  /** Rows side by side, what differs, and the verdict. */
  void print() {
    print("");
    if (!section.path("sample").isEmpty()) {
      print("A sample of rows, as the source makes them | as the events are:");
      section.path("sample").forEach(BackfillVerification::printRow);
    }
    for (JsonNode chunk : section.path("unequal")) {
      print(
          "chunk %s: %,d events by the source, %,d in the table%s",
          chunk.path("chunk").asText(),
          chunk.path("sourceRows").asLong(),
          chunk.path("eventRows").asLong(),
          chunk.path("columns").isEmpty() ? "" : "; columns that differ: " + words(chunk));
      for (JsonNode row : chunk.path("differences")) {
        print(
            "  %-9s %s/%s %s",
            row.path("kind").asText().toLowerCase(Locale.ROOT),
            row.path("project").asText(),
            row.path("span").asText(),
            words(row));
      }
      chunk.path("rows").forEach(BackfillVerification::printRow);
    }
    print("%s", section.path("verdict").asText());
  }

  private static String words(JsonNode node) {
    StringBuilder words = new StringBuilder();
    node.path("columns")
        .forEach(column -> words.append(words.isEmpty() ? "" : ", ").append(column.asText()));
    return words.toString();
  }

  /** The columns of a row that hold anything; those that differ are marked. */
  private static void printRow(JsonNode row) {
    print(
        "  %s/%s, chunk %s",
        row.path("project").asText(), row.path("span").asText(), row.path("chunk").asText());
    for (JsonNode cell : row.path("cells")) {
      String source = shown(cell.path("source").asText());
      String event = shown(cell.path("event").asText());
      boolean equal = cell.path("equal").asBoolean();
      if (!equal || !isEmpty(source)) {
        print(
            "  %s %-24s %-" + CHARACTERS + "s | %s",
            equal ? " " : "≠",
            cell.path("column").asText(),
            source,
            event);
      }
    }
  }

  private static boolean isEmpty(String value) {
    return value.isEmpty() || value.equals("NULL") || value.equals("[]") || value.equals("{}");
  }

  private static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= CHARACTERS ? line : line.substring(0, CHARACTERS - 1) + "…";
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
