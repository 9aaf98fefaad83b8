package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import dev.parqueduct.pipelines.backfillclassification.BackfillClassificationOptions;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The whole way of the feed on this machine: a sample is exported, classified from a store of its
 * own, loaded into a server of its own, and verified.
 */
final class ImportTidbDemo {
  private ImportTidbDemo() {}

  /** A demo needs no other option: each has a folder of its own, as its database is a new one. */
  static List<String> impliedOptions(List<String> given) {
    boolean demo = given.contains("--demo") || given.contains("--demo=true");
    boolean input = given.stream().anyMatch(option -> option.startsWith("--input="));
    return demo && !input
        ? List.of(
            "--input=out/import-tidb-demo-"
                + LocalDateTime.now(ZoneId.systemDefault())
                    .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")))
        : List.of();
  }

  static ExitCode run(ImportTidbOptions options) throws IOException {
    // Beam wants options of one name to have one default in all pipelines that it knows of.
    PipelineOptionsFactory.resetCache();
    BackfillClassificationOptions backfill =
        PipelineOptionsFactory.as(BackfillClassificationOptions.class);
    backfill.setDemo(true);
    backfill.setInput(options.getInput());
    ExitCode classified = new BackfillClassification().run(backfill);
    if (classified != ExitCode.DONE) {
      return classified;
    }
    PipelineOptionsFactory.resetCache();
    System.out.println();
    System.out.println("Starting a MariaDB server and loading the files into it ...");
    try (DemoServer server = DemoServer.start()) {
      options.setHost("127.0.0.1");
      options.setPort(server.port());
      options.setUser("root");
      options.setVerify(true);
      ExitCode exit = ImportTidb.importFiles(options);
      System.out.println();
      System.out.println("The same for an export of yours:");
      System.out.println(
          "  ./parqueduct import-tidb --input=... --table=db.table --host=... --user=..."
              + " --passwordFile=... --verify");
      return exit;
    }
  }
}
