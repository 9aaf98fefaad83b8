package dev.parqueduct.io.vt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the wanted fields of a report in one pass over its JSON, without a tree. Both forms of the
 * feed are understood: v2 (file/report with allinfo: scans, positives, total, scan_date) and v3
 * (file objects: attributes.last_analysis_results, last_analysis_stats, last_analysis_date), the
 * latter also inside {@code {"data": …}}.
 *
 * <p>For v3, positives = malicious + suspicious and total = positives + undetected + harmless:
 * engines that timed out, failed or do not support the type gave no verdict.
 */
final class ReportParser {
  private final DetectionReader detections = new DetectionReader();
  private Report report;
  private String objectId;
  private long responseCode;
  private String invalidHash;
  private int number;
  // The verdicts of last_analysis_stats, as far as they count.
  private boolean hasStats;
  private int statsPositives;
  private int statsTotal;

  /**
   * Parses one record.
   *
   * @param report receives the fields
   * @throws RejectedReportException when the record is no report on a file
   */
  void parse(byte[] json, int offset, int length, Report report) throws RejectedReportException {
    try {
      parseOnce(json, offset, length, report);
    } catch (IOException e) {
      byte[] repaired = ReportJson.withValidUtf8(json, offset, length);
      if (repaired == null) {
        throw ReportJson.rejected(e);
      }
      try {
        parseOnce(repaired, 0, repaired.length, report);
      } catch (IOException still) {
        throw ReportJson.rejected(still);
      }
    }
  }

  private void parseOnce(byte[] json, int offset, int length, Report into)
      throws IOException, RejectedReportException {
    try (JsonParser parser = ReportJson.parser(json, offset, length)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new RejectedReportException(RejectReason.INVALID_JSON, "no JSON value");
      }
      boolean object = parseValue(parser, into);
      if (parser.nextToken() != null) {
        throw new RejectedReportException(
            RejectReason.INVALID_JSON,
            "more JSON after the value, at byte " + parser.currentTokenLocation().getByteOffset());
      }
      check(object, token);
    }
  }

  /**
   * Reads the value at the parser's current token.
   *
   * @return whether it is an object; the fields are in {@code into} then, and {@link #check} tells
   *     whether they make a report
   */
  boolean parseValue(JsonParser parser, Report into) throws IOException {
    report = into;
    report.clear();
    objectId = null;
    invalidHash = null;
    responseCode = 1;
    hasStats = false;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    readObject(parser);
    return true;
  }

  /** Checks what {@link #parseValue} has read. */
  void check(boolean object, JsonToken token) throws RejectedReportException {
    if (!object) {
      throw new RejectedReportException(
          RejectReason.NOT_AN_OBJECT, "a report is a JSON object, this is " + describe(token));
    }
    if (responseCode != 1) {
      throw new RejectedReportException(
          RejectReason.NOT_FOUND, "response_code " + responseCode + ": no report on a file");
    }
    if (!report.hasSha256 && objectId != null && !objectId.isEmpty()) {
      report.hasSha256 = Hex.decode(objectId, report.sha256);
      if (!report.hasSha256) {
        invalidHash = "id";
      }
    }
    if (invalidHash != null) {
      throw new RejectedReportException(
          RejectReason.INVALID_HASH, invalidHash + " is no hash of its kind in hexadecimal digits");
    }
    if (!report.hasSha256) {
      throw new RejectedReportException(RejectReason.MISSING_SHA256, "the object has no sha256");
    }
    if (hasStats) {
      report.hasPositives = true;
      report.positives = statsPositives;
      report.hasTotal = true;
      report.total = statsTotal;
    }
  }

  private void readObject(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "sha256" -> report.hasSha256 = readHash(parser, value, name, report.sha256);
        case "sha1" -> report.hasSha1 = readHash(parser, value, name, report.sha1);
        case "md5" -> report.hasMd5 = readHash(parser, value, name, report.md5);
        case "response_code" -> {
          if (value.isNumeric()) {
            responseCode = parser.getLongValue();
          }
        }
        case "id" -> {
          if (value == JsonToken.VALUE_STRING) {
            objectId = parser.getText();
          }
        }
        case "positives" -> {
          report.hasPositives = readInt(parser, value);
          report.positives = number;
        }
        case "total" -> {
          report.hasTotal = readInt(parser, value);
          report.total = number;
        }
        case "scan_date" -> readScanDate(parser, value);
        case "last_analysis_date" -> readEpochSeconds(parser, value);
        case "scans", "last_analysis_results" -> detections.read(parser, value, report);
        case "last_analysis_stats" -> readStats(parser, value);
        case "attributes", "data" -> {
          if (value == JsonToken.START_OBJECT) {
            readObject(parser);
          } else {
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private boolean readHash(JsonParser parser, JsonToken value, String name, byte[] hash)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return false;
    }
    if (value != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      invalidHash = name;
      return false;
    }
    if (parser.getTextLength() == 0) {
      return false;
    }
    if (!Hex.decode(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), hash)) {
      invalidHash = name;
      return false;
    }
    // Of two values of one name the last one counts.
    invalidHash = name.equals(invalidHash) ? null : invalidHash;
    return true;
  }

  /** Reads into {@link #number}; a number may come as text or with a fraction of zero. */
  private boolean readInt(JsonParser parser, JsonToken value) throws IOException {
    number = 0;
    double read;
    if (value == JsonToken.VALUE_NULL) {
      return false;
    } else if (value.isNumeric()) {
      read = parser.getDoubleValue();
    } else if (value == JsonToken.VALUE_STRING) {
      try {
        read = Double.parseDouble(parser.getText());
      } catch (NumberFormatException e) {
        report.unreadableValues++;
        return false;
      }
    } else {
      parser.skipChildren();
      report.unreadableValues++;
      return false;
    }
    if (read != Math.rint(read) || Math.abs(read) > Integer.MAX_VALUE) {
      report.unreadableValues++;
      return false;
    }
    number = (int) read;
    return true;
  }

  private void readScanDate(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      report.scanMillis =
          ScanDate.parse(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      parser.skipChildren();
      report.scanMillis = Report.NO_DATE;
    }
    if (report.scanMillis == Report.NO_DATE && value != JsonToken.VALUE_NULL) {
      report.unreadableValues++;
    }
  }

  private void readEpochSeconds(JsonParser parser, JsonToken value) throws IOException {
    if (value.isNumeric()) {
      double seconds = parser.getDoubleValue();
      if (ScanDate.isSupported(seconds)) {
        report.scanMillis = ((long) seconds) * 1000;
        return;
      }
    }
    parser.skipChildren();
    report.scanMillis = Report.NO_DATE;
    if (value != JsonToken.VALUE_NULL) {
      report.unreadableValues++;
    }
  }

  private void readStats(JsonParser parser, JsonToken value) throws IOException {
    hasStats = false;
    statsPositives = 0;
    statsTotal = 0;
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken count = parser.nextToken();
      switch (name) {
        case "malicious", "suspicious" -> {
          if (readInt(parser, count)) {
            hasStats = true;
            statsPositives += number;
            statsTotal += number;
          }
        }
        case "undetected", "harmless" -> {
          if (readInt(parser, count)) {
            hasStats = true;
            statsTotal += number;
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private static String describe(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "a number";
    };
  }
}
