package dev.parqueduct.pipelines.exportvt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * A small made-up feed on disk, whose lines are remembered by package: reports of both versions of
 * the API, many of them on the same files, and lines that are no reports.
 */
final class SampleFeed {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter SCAN_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Path root;
  private final Random random;
  // By name, which is feed order for names of the feed's own.
  private final Map<String, List<String>> lines = new TreeMap<>();

  SampleFeed(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  Path root() {
    return root;
  }

  /** The lines of all packages, in feed order. */
  Collection<List<String>> packages() {
    return lines.values();
  }

  Map<String, List<String>> byName() {
    return lines;
  }

  /** Adds packages to a day. Reports are scanned on that day, in no order. */
  SampleFeed day(String day, int packages, int reports) throws IOException {
    for (int minute = 0; minute < packages; minute++) {
      add(String.format("%s/%sT%04d", day, day, minute), randomLines(day, reports));
    }
    return this;
  }

  List<String> randomLines(String day, int reports) {
    List<String> content = new ArrayList<>();
    for (int i = 0; i < reports; i++) {
      // Few files, so that many reports are on the same one.
      content.add(report(day, random.nextInt(120)));
      if (random.nextInt(25) == 0) {
        content.add(
            List.of("{\"sha256\": ", "[]", "{\"response_code\": 0}").get(random.nextInt(3)));
      }
    }
    return content;
  }

  SampleFeed add(String name, List<String> content) throws IOException {
    lines.put(name, content);
    return addRaw(name, tarBzip2((String.join("\n", content) + "\n").getBytes(UTF_8)));
  }

  /** Adds a package whose content is not remembered. */
  SampleFeed addRaw(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  static byte[] tarBzip2(byte[] member) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new BZip2CompressorOutputStream(packed, 1))) {
      TarArchiveEntry entry = new TarArchiveEntry("reports");
      entry.setSize(member.length);
      tar.putArchiveEntry(entry);
      tar.write(member);
      tar.closeArchiveEntry();
    }
    return packed.toByteArray();
  }

  static String sha256(int file) {
    return String.format("%08x", file * 0x9E3779B9) + String.format("%056x", file);
  }

  private String report(String day, int file) {
    LocalDateTime scanned =
        LocalDateTime.parse(
                day.substring(0, 4)
                    + "-"
                    + day.substring(4, 6)
                    + "-"
                    + day.substring(6)
                    + "T00:00:00")
            .plusSeconds(random.nextInt(86_400));
    return random.nextBoolean() ? v2(file, scanned) : v3(file, scanned);
  }

  String v2(int file, LocalDateTime scanned) {
    ObjectNode report = JSON.createObjectNode();
    report.put("response_code", 1);
    report.put("sha256", sha256(file).toUpperCase(java.util.Locale.ROOT));
    report.put("sha1", String.format("%040x", file));
    report.put("md5", random.nextInt(5) == 0 ? null : String.format("%032x", file));
    report.put("scan_date", SCAN_DATE.format(scanned));
    ObjectNode scans = report.putObject("scans");
    int positives = 0;
    for (String engine : List.of("Avast", "Rising", "ClamAV")) {
      boolean detected = random.nextBoolean();
      positives += detected ? 1 : 0;
      scans
          .putObject(engine)
          .put("detected", detected)
          .put("result", detected ? "Бad:" + random.nextInt(9) : null);
    }
    report.put("positives", positives);
    report.put("total", 3);
    return report.toString();
  }

  private String v3(int file, LocalDateTime scanned) {
    ObjectNode object = JSON.createObjectNode();
    object.put("type", "file").put("id", sha256(file));
    ObjectNode attributes = object.putObject("attributes");
    attributes.put("sha256", sha256(file)).put("sha1", String.format("%040x", file));
    attributes.put("last_analysis_date", scanned.toEpochSecond(ZoneOffset.UTC));
    ObjectNode results = attributes.putObject("last_analysis_results");
    int malicious = 0;
    for (String engine : List.of("Avast", "Rising")) {
      boolean detected = random.nextBoolean();
      malicious += detected ? 1 : 0;
      results
          .putObject(engine)
          .put("category", detected ? "malicious" : "undetected")
          .put("result", detected ? "W32/X" + random.nextInt(9) : null);
    }
    attributes
        .putObject("last_analysis_stats")
        .put("malicious", malicious)
        .put("suspicious", 0)
        .put("undetected", 2 - malicious)
        .put("harmless", 0)
        .put("timeout", 5);
    return object.toString();
  }
}
