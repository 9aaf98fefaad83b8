package dev.parqueduct.pipelines.exportvt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an export has to hold, found out in the plainest way: trees and maps, one line after the
 * other.
 */
final class NaiveExport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter SCAN_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final boolean latest;
  private final int minPositives;
  // By sha256: the columns of the row, as text.
  private final Map<String, List<String>> rows = new TreeMap<>();
  private final Map<String, String> scanDates = new HashMap<>();
  private long read;
  private long filtered;
  private long rejected;

  private NaiveExport(boolean latest, int minPositives) {
    this.latest = latest;
    this.minPositives = minPositives;
  }

  static NaiveExport first(SampleFeed feed, int minPositives) {
    return new NaiveExport(false, minPositives).of(feed);
  }

  static NaiveExport latest(SampleFeed feed) {
    return new NaiveExport(true, 0).of(feed);
  }

  private NaiveExport of(SampleFeed feed) {
    feed.byName().forEach((name, lines) -> lines.forEach(line -> add(line, name.substring(0, 8))));
    return this;
  }

  List<List<String>> rows() {
    return List.copyOf(rows.values());
  }

  long read() {
    return read;
  }

  long filtered() {
    return filtered;
  }

  long rejected() {
    return rejected;
  }

  long duplicates() {
    return read - filtered - rejected - rows.size();
  }

  private void add(String line, String date) {
    read++;
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      rejected++;
      return;
    }
    boolean v3 = json.has("attributes");
    JsonNode report = v3 ? json.get("attributes") : json;
    if (!report.has("sha256")) {
      rejected++;
      return;
    }
    List<String> row = v3 ? ofV3(report) : ofV2(report);
    row.addAll(Arrays.asList(null, date));
    if (Integer.parseInt(row.get(3)) < minPositives) {
      filtered++;
      return;
    }
    String scanned = row.get(5);
    String before = scanDates.get(row.get(0));
    if (before == null || (latest && scanned.compareTo(before) >= 0)) {
      rows.put(row.get(0), row);
      scanDates.put(row.get(0), scanned);
    }
  }

  private static List<String> ofV2(JsonNode report) {
    List<String> names = new ArrayList<>();
    report
        .get("scans")
        .properties()
        .forEach(
            scan -> {
              if (scan.getValue().get("detected").booleanValue()) {
                names.add(scan.getKey() + ":" + scan.getValue().get("result").textValue());
              }
            });
    return new ArrayList<>(
        Arrays.asList(
            report.get("sha256").textValue().toLowerCase(Locale.ROOT),
            report.get("sha1").textValue(),
            report.get("md5").textValue(),
            report.get("positives").asText(),
            report.get("total").asText(),
            report.get("scan_date").textValue(),
            names.isEmpty() ? null : String.join(";", names)));
  }

  private static List<String> ofV3(JsonNode report) {
    List<String> names = new ArrayList<>();
    report
        .get("last_analysis_results")
        .properties()
        .forEach(
            verdict -> {
              if (verdict.getValue().get("category").textValue().equals("malicious")) {
                names.add(verdict.getKey() + ":" + verdict.getValue().get("result").textValue());
              }
            });
    return new ArrayList<>(
        Arrays.asList(
            report.get("sha256").textValue(),
            report.get("sha1").textValue(),
            null,
            report.get("last_analysis_stats").get("malicious").asText(),
            "2",
            SCAN_DATE.format(Instant.ofEpochSecond(report.get("last_analysis_date").longValue())),
            names.isEmpty() ? null : String.join(";", names)));
  }
}
