package dev.parqueduct.pipelines.exportvt;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.vt.FeedLimits;
import dev.parqueduct.io.vt.FeedListing;
import dev.parqueduct.io.vt.Keep;
import dev.parqueduct.io.vt.ReportSchema;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import dev.parqueduct.pipelines.options.LookupStores;
import dev.parqueduct.transforms.vt.FeedExport;
import dev.parqueduct.transforms.vt.FeedFileNaming;
import dev.parqueduct.transforms.vt.FeedFileNaming.Layout;
import dev.parqueduct.transforms.vt.PlanFeed;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of {@code export-vt}, checked.
 *
 * @param export how to export
 * @param request what to plan
 * @param classification how classifications are looked up, if they are
 */
record ExportVtConfig(
    FeedExport export, PlanFeed.Request request, Optional<LookupSettings> classification) {
  // A round on one machine holds its rows in memory: few buckets make large batches, and a bucket
  // of a full round still sorts in some tens of megabytes. A cluster holds a whole range.
  private static final int LOCAL_BUCKETS = 16;
  private static final int CLUSTER_BUCKETS = 1024;

  static ExportVtConfig of(ExportVtOptions options, boolean local, String version) {
    FileSettings files = Checked.files(options, "export-vt", version);
    Checked.metricsPort(options);
    int buckets = options.getShuffleBuckets();
    if (buckets < 0 || buckets > 1 << 16) {
      throw RunFailedException.usage("--shuffleBuckets must be 0 to 65536: " + buckets);
    }
    FeedExport export =
        new FeedExport(
            Checked.output(options),
            Choice.of(Keep.class, "keep", options.getKeep()),
            options.getMinPositives(),
            new FeedLimits(
                (int) Checked.positive("maxReportBytes", options.getMaxReportBytes()),
                Checked.positive("maxPackageBytes", options.getMaxPackageBytes())),
            new FeedExport.Bzip2(
                Choice.of(FeedExport.Bzip2Kind.class, "bzip2Decoder", options.getBzip2Decoder()),
                1),
            buckets > 0 ? buckets : local ? LOCAL_BUCKETS : CLUSTER_BUCKETS,
            Choice.of(ReportSchema.class, "scanDateType", options.getScanDateType()),
            new FeedFileNaming(
                Choice.of(Layout.class, "layout", options.getLayout()), table(options)),
            files);
    PlanFeed.Request request =
        new PlanFeed.Request(
            export.output(),
            shape(options, export),
            listing(options),
            Checked.positive("unitBytes", options.getUnitBytes()));
    return new ExportVtConfig(
        export,
        request,
        options.getClassify().isEmpty()
            ? Optional.empty()
            : Optional.of(LookupStores.settings("classify", options.getClassify(), options)));
  }

  /** Values in one form each, whatever way they were written. */
  private static RunShape shape(ExportVtOptions options, FeedExport export) {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--keep", Choice.word(export.keep()));
    shape.put("--minPositives", String.valueOf(export.minPositives()));
    shape.put("--scanDateType", Choice.word(export.schema()));
    shape.put("--layout", Choice.word(export.naming().layout()));
    shape.put("--table", export.naming().table());
    Checked.addShape(options, shape);
    shape.put("--maxReportBytes", String.valueOf(options.getMaxReportBytes()));
    shape.put("--maxPackageBytes", String.valueOf(options.getMaxPackageBytes()));
    shape.put("--unitBytes", String.valueOf(options.getUnitBytes()));
    if (!options.getClassify().isEmpty()) {
      shape.put("--classify", options.getClassify());
      shape.put("--jsonPath", options.getJsonPath());
    }
    return new RunShape("export-vt", shape);
  }

  private static FeedListing listing(ExportVtOptions options) {
    List<String> inputs = Checked.list(options.getInput());
    if (inputs.isEmpty()) {
      throw RunFailedException.usage("--input is empty. Give a folder, a glob or a file.");
    }
    LocalDate start = date("startDate", options.getStartDate());
    LocalDate end = date("endDate", options.getEndDate());
    if (start != null && end != null && end.isBefore(start)) {
      throw RunFailedException.usage(
          "--endDate=" + end + " lies before --startDate=" + start + ".");
    }
    return new FeedListing(inputs, start, end);
  }

  private static LocalDate date(String option, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return text.contains("-")
          ? LocalDate.parse(text)
          : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeParseException e) {
      throw RunFailedException.usage(
          "--" + option + "=" + text + " is no date. Use YYYY-MM-DD or YYYYMMDD.");
    }
  }

  private static String table(ExportVtOptions options) {
    String table = options.getTable();
    if (!table.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")) {
      throw RunFailedException.usage(
          "--table=" + table + " must have the form db.table, of letters, digits, _ and -.");
    }
    return table;
  }
}
