package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.verify.FinishImport;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.transforms.mysql.LoadFiles;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Exported files into TiDB, or another database of the MySQL protocol. */
public final class ImportTidb implements Command {
  private static final String NAME = "import-tidb";

  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ImportTidb(), args);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Exported files into TiDB or MySQL, by SQL or through TiDB Lightning, and verified.";
  }

  @Override
  public Class<ImportTidbOptions> options() {
    return ImportTidbOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct import-tidb --demo",
        "./parqueduct import-tidb --input=gs://lake/vt --table=threat_intel.files --host=tidb"
            + " --user=loader --passwordFile=gs://secrets/loader --verify",
        "./parqueduct import-tidb --input=gs://lake/vt --mode=lightning --table=threat_intel.files"
            + " --host=tidb --pdAddr=pd:2379");
  }

  @Override
  public List<String> impliedOptions(List<String> given) {
    return ImportTidbDemo.impliedOptions(given);
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ImportTidbOptions options = pipelineOptions.as(ImportTidbOptions.class);
    return options.getDemo() ? ImportTidbDemo.run(options) : importFiles(options);
  }

  static ExitCode importFiles(ImportTidbOptions options) throws IOException {
    boolean local = PipelineRun.isLocal(options);
    if (!local && options.getTable().isBlank()) {
      throw RunFailedException.usage("Which table? Give --table=db.table.");
    }
    ImportTidbConfig config = ImportTidbConfig.of(options);
    if (config.mode() == ImportTidbConfig.Mode.LIGHTNING) {
      if (!local) {
        throw RunFailedException.usage(
            "--mode=lightning only reads footers and sizes: run it on one machine, without"
                + " --runner.");
      }
      return LightningRun.run(config, options.getDryRun());
    }
    if (options.getDryRun()) {
      ObjectStore store = ObjectStore.create();
      ImportTidbSummary.printPlan(config, ImportPlan.of(config.request(), store), store);
      return ExitCode.DONE;
    }
    return local
        ? runLocally(options, config)
        : PipelineRun.submit(
            pipeline(options, LoadFiles.onWorker(config.request()), report(options, config, 0)));
  }

  private static Pipeline pipeline(ImportTidbOptions options, LoadFiles load, ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("LoadFiles", load).apply("WriteReport", WriteReport.of(report));
    return pipeline;
  }

  private static ExitCode runLocally(ImportTidbOptions options, ImportTidbConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    ImportPlan plan = ImportPlan.of(config.request(), store).begin(config.request(), store);
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    Progress progress = Progress.start(NAME, "units", "units_read", plan.pending().size());
    try (PipelineRun run =
        PipelineRun.start(
            NAME,
            progress,
            options.getMetricsPort(),
            "What is written stays; run the same command again to go on.")) {
      run.round(
          pipeline(
              options,
              LoadFiles.of(plan, config.request()),
              report(options, config, plan.doneBefore())));
      RunDelta delta = run.finish();
      delta.report(store, config.request().output());
      ImportTidbSummary.printDone(
          config,
          plan,
          Ledger.of(config.request().output(), store).doneUnits(),
          run.watch(),
          delta);
    }
    return ExitCode.DONE;
  }

  private static ReportWriter report(
      ImportTidbOptions options, ImportTidbConfig config, int unitsBefore) {
    return new ReportWriter(
            NAME,
            Version.current(),
            config.request().output(),
            OptionTable.values(options, ImportTidbOptions.class),
            config.maxRejected(),
            Instant.now(),
            unitsBefore)
        .checking(new FinishImport(config.request(), config.comparison(), config.maxDifferences()));
  }
}
