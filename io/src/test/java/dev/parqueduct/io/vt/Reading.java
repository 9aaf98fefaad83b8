package dev.parqueduct.io.vt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.bzip2.Bzip2Options;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RejectWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link ReportReader} made of a package.
 *
 * @param files the numbers of the reported files, by {@link Packages#sha256}
 * @param rows the numbers of their records in the package
 * @param rejects the lines of the file of rejected records
 */
record Reading(PackageResult result, List<Long> files, List<Long> rows, List<JsonNode> rejects) {
  static final FeedLimits LIMITS = new FeedLimits(1 << 20, 1L << 30);

  private static final ObjectMapper JSON = new ObjectMapper();

  static Reading of(Path folder, byte[] content) throws IOException {
    return of(folder, content, LIMITS);
  }

  static Reading of(Path folder, byte[] content, FeedLimits limits) throws IOException {
    return of(folder, new ByteArrayInputStream(content), limits, 0);
  }

  static Reading of(Path folder, InputStream content, FeedLimits limits, int minPositives)
      throws IOException {
    ReportReader reader =
        new ReportReader(Bzip2Decoder.fast(Bzip2Options.defaults()), limits, minPositives);
    FeedPackage source = FeedPackage.of("p", "/p", 1);
    List<Long> files = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    try (RejectWriter rejects =
        new RejectWriter(
            ObjectStore.create(),
            folder.toString(),
            "u",
            source.name(),
            folder.resolve("pending").toString())) {
      PackageResult result =
          reader.read(
              source,
              content,
              rejects,
              (report, row) -> {
                files.add(RowCodec.keyPart(report.sha256, 3));
                rows.add(row);
              });
      List<JsonNode> lines = new ArrayList<>();
      if (result.rejectsFile().isPresent()) {
        for (String line : Files.readAllLines(folder.resolve(result.rejects().path()))) {
          lines.add(JSON.readTree(line));
        }
      }
      return new Reading(result, files, rows, lines);
    }
  }

  /** Reasons in order. */
  List<String> reasons() {
    return rejects.stream().map(line -> line.get("reason").textValue()).toList();
  }

  /** The only reject as {@code reason member:line@offset}. */
  String reject() {
    return rejects.stream()
        .map(
            line ->
                line.get("reason").textValue()
                    + " "
                    + (line.has("member") ? line.get("member").textValue() : "")
                    + ":"
                    + line.get("line").longValue()
                    + "@"
                    + line.get("offset").longValue())
        .collect(Collectors.joining(", "));
  }
}
