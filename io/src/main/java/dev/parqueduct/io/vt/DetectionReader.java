package dev.parqueduct.io.vt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the engines of a report into its detection_names: {@code engine:result}, joined with {@code
 * ;}, of every engine that detected the file and names what it found.
 */
final class DetectionReader {
  private final Utf8Buffer result = new Utf8Buffer();

  /** Reads {@code {"engine": {"detected": …, "result": …}, …}} of either version. */
  void read(JsonParser parser, JsonToken value, Report report) throws IOException {
    report.detectionNames.clear();
    report.resultsWithSemicolon = 0;
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String engine = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readEngine(parser, engine, report);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readEngine(JsonParser parser, String engine, Report report) throws IOException {
    boolean detected = false;
    result.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "detected" -> detected = value == JsonToken.VALUE_TRUE;
        case "category" -> detected = isDetection(parser, value);
        case "result" -> {
          result.clear();
          if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
            result.append(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
          }
        }
        default -> {}
      }
      parser.skipChildren();
    }
    if (detected && result.length() > 0) {
      Utf8Buffer names = report.detectionNames;
      if (names.length() > 0) {
        names.append((byte) ';');
      }
      names.append(engine);
      names.append((byte) ':');
      names.append(result);
      report.resultsWithSemicolon += contains(result, ';') ? 1 : 0;
    }
  }

  private static boolean isDetection(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      return false;
    }
    String category = parser.getText();
    return category.equals("malicious") || category.equals("suspicious");
  }

  private static boolean contains(Utf8Buffer text, char ascii) {
    byte[] bytes = text.array();
    for (int i = 0; i < text.length(); i++) {
      if (bytes[i] == ascii) {
        return true;
      }
    }
    return false;
  }
}
