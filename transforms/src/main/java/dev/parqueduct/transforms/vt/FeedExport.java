package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.bzip2.Bzip2Options;
import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.vt.FeedLimits;
import dev.parqueduct.io.vt.Keep;
import dev.parqueduct.io.vt.ReportSchema;
import java.io.Serializable;

/**
 * How to export a feed: everything that the steps need to know, checked.
 *
 * @param output the output folder
 * @param keep which of several reports on one file is kept
 * @param minPositives reports with fewer positives are left out
 * @param limits what a package may ask for
 * @param bzip2 how bzip2 is decoded
 * @param buckets how many ranges the key space is cut into for deduplication
 * @param schema the columns
 * @param naming where files go
 * @param files how files are written
 */
public record FeedExport(
    String output,
    Keep keep,
    int minPositives,
    FeedLimits limits,
    Bzip2 bzip2,
    int buckets,
    ReportSchema schema,
    FeedFileNaming naming,
    FileSettings files)
    implements Serializable {

  public FeedExport {
    requireNonNull(output, "output");
    requireNonNull(keep, "keep");
    requireNonNull(limits, "limits");
    requireNonNull(bzip2, "bzip2");
    requireNonNull(schema, "schema");
    requireNonNull(naming, "naming");
    requireNonNull(files, "files");
    if (buckets < 1 || buckets > 1 << 16) {
      throw new IllegalArgumentException("buckets must be 1 to 65536: " + buckets);
    }
  }

  public FeedExport withBzip2(Bzip2 other) {
    return new FeedExport(
        output, keep, minPositives, limits, other, buckets, schema, naming, files);
  }

  /**
   * A bzip2 decoder by name.
   *
   * @param kind which implementation
   * @param threads threads for the blocks of one stream
   */
  public record Bzip2(Bzip2Kind kind, int threads) implements Serializable {
    Bzip2Decoder decoder() {
      Bzip2Options options = new Bzip2Options(threads, Long.MAX_VALUE);
      return switch (kind) {
        case FAST -> Bzip2Decoder.fast(options);
        case COMMONS_COMPRESS -> Bzip2Decoder.commonsCompress(options);
      };
    }
  }

  /** The implementations of bzip2. */
  public enum Bzip2Kind {
    FAST,
    COMMONS_COMPRESS
  }
}
