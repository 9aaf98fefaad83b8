package dev.parqueduct.pipelines.options;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.report.RunFailedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks of values that several pipelines take; failures name the option. */
public final class Checked {
  private static final int MAX_PORT = 65_535;

  private Checked() {}

  public static long positive(String option, long value) {
    if (value <= 0) {
      throw RunFailedException.usage("--" + option + "=" + value + " must be positive.");
    }
    return value;
  }

  public static int notNegative(String option, int value) {
    if (value < 0) {
      throw RunFailedException.usage("--" + option + "=" + value + " must not be negative.");
    }
    return value;
  }

  /** The values of a list separated by commas, without empty ones. */
  public static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** The output folder. */
  public static String output(ParquetOptions options) {
    String output = options.getOutput();
    if (output.isBlank() || output.matches(".*[*?\\[\\]{}].*")) {
      throw RunFailedException.usage(
          "--output=" + output + " must name one folder: *, ?, [, ], { and } mean patterns.");
    }
    return output;
  }

  public static void metricsPort(RunOptions options) {
    if (options.getMetricsPort() < 0 || options.getMetricsPort() > MAX_PORT) {
      throw RunFailedException.usage(
          "--metricsPort="
              + options.getMetricsPort()
              + " is no port. Use 1 to 65535, or 0 for none.");
    }
  }

  /** How files are written, with the pipeline and its version in their metadata. */
  public static FileSettings files(ParquetOptions options, String pipeline, String version) {
    return new FileSettings(
        Choice.of(Compression.class, "compression", options.getCompression()),
        positive("rowGroupBytes", options.getRowGroupBytes()),
        options.getRowGroupRows() == 0
            ? Long.MAX_VALUE
            : positive("rowGroupRows", options.getRowGroupRows()),
        positive("rowsPerFile", options.getRowsPerFile()),
        Map.of("parqueduct.pipeline", pipeline, "parqueduct.version", version));
  }

  /** What of these options shapes the files, for the ledger. */
  public static void addShape(ParquetOptions options, Map<String, String> shape) {
    shape.put("--rowsPerFile", String.valueOf(options.getRowsPerFile()));
    shape.put("--rowGroupBytes", String.valueOf(options.getRowGroupBytes()));
    shape.put("--rowGroupRows", String.valueOf(options.getRowGroupRows()));
    shape.put(
        "--compression",
        Choice.word(Choice.of(Compression.class, "compression", options.getCompression())));
  }
}
