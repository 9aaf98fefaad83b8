package dev.parqueduct.transforms.vt;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.vt.FeedLimits;
import dev.parqueduct.io.vt.FeedListing;
import dev.parqueduct.io.vt.Keep;
import dev.parqueduct.io.vt.ReportSchema;
import dev.parqueduct.transforms.vt.FeedFileNaming.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A feed of plain lines on disk, and how to export it. */
record SmallFeed(Path root) {
  static final int BUCKETS = 8;

  static String sha256(int file) {
    return String.format("%08x", file * 0x9E3779B9) + "0".repeat(56);
  }

  static String report(int file) {
    return "{\"sha256\": \"" + sha256(file) + "\", \"positives\": " + file % 3 + "}";
  }

  /** Adds a package with reports on files, a negative number standing for a broken line. */
  SmallFeed add(String name, int... files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int file : files) {
      lines.append(file < 0 ? "broken" : report(file)).append('\n');
    }
    Path path = root.resolve("feed").resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, lines);
    return this;
  }

  Path output() {
    return root.resolve("out");
  }

  FeedExport export(int minPositives) {
    return new FeedExport(
        output().toString(),
        Keep.FIRST,
        minPositives,
        new FeedLimits(1 << 20, 1 << 30),
        new FeedExport.Bzip2(FeedExport.Bzip2Kind.FAST, 1),
        BUCKETS,
        ReportSchema.TIMESTAMP,
        new FeedFileNaming(Layout.FLAT, "db.t"),
        new FileSettings(Compression.ZSTD, 1 << 20, 1000, 1000, Map.of()));
  }

  PlanFeed.Request request() {
    return new PlanFeed.Request(
        output().toString(),
        new RunShape("export-vt", Map.of("--keep", "first")),
        new FeedListing(List.of(root.resolve("feed").toString()), null, null),
        1 << 20);
  }
}
