package dev.parqueduct.pipelines.backfillclassification;

import dev.parqueduct.io.classify.ClassifyPlan;
import dev.parqueduct.io.classify.ClassifyUnit;
import dev.parqueduct.io.classify.NothingFound;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.LookupFailures;
import dev.parqueduct.pipelines.options.LookupStores;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.transforms.classify.FillFiles;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** The classification of exported files, from a store of small objects, in place. */
public final class BackfillClassification implements Command {
  private static final String NAME = "backfill-classification";

  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new BackfillClassification(), args);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Classifications of exported rows from a store of small objects, filled in in place.";
  }

  @Override
  public Class<BackfillClassificationOptions> options() {
    return BackfillClassificationOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct backfill-classification --demo",
        "./parqueduct backfill-classification --input=gs://lake/vt --lookup=gs://verdicts/sha1");
  }

  @Override
  public List<String> impliedOptions(List<String> given) {
    return BackfillDemo.impliedOptions(given);
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    BackfillClassificationOptions options = pipelineOptions.as(BackfillClassificationOptions.class);
    return options.getDemo() ? BackfillDemo.run(options) : backfill(options);
  }

  static ExitCode backfill(BackfillClassificationOptions options) throws IOException {
    BackfillConfig config = BackfillConfig.of(options);
    if (options.getDryRun()) {
      ObjectStore store = ObjectStore.create();
      BackfillSummary.printPlan(config, ClassifyPlan.of(config.request(), store), store);
      return ExitCode.DONE;
    }
    return PipelineRun.isLocal(options)
        ? runLocally(options, config)
        : PipelineRun.submit(
            pipeline(
                options,
                FillFiles.onWorker(config.request(), config.settings(), LookupStores.of(options)),
                report(options, config, 0)));
  }

  private static Pipeline pipeline(
      BackfillClassificationOptions options, FillFiles fill, ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("FillFiles", fill).apply("WriteReport", WriteReport.of(report));
    return pipeline;
  }

  private static ExitCode runLocally(BackfillClassificationOptions options, BackfillConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    config.checkFolder(store);
    ClassifyPlan plan = ClassifyPlan.of(config.request(), store);
    plan.begin(config.request(), store);
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    Progress progress = Progress.start(NAME, "files", "files_read", BackfillSummary.files(plan));
    try (PipelineRun run =
        PipelineRun.start(
            NAME,
            progress,
            options.getMetricsPort(),
            "What is finished stays; run the same command again to go on.")) {
      run.round(
          pipeline(
              options,
              FillFiles.of(plan, config.request(), config.settings(), LookupStores.of(options)),
              report(options, config, plan.done().size())));
      RunDelta delta = run.finish();
      delta.report(store, config.request().folder());
      List<UnitEntry> entries = entries(config, plan, store);
      BackfillSummary.printDone(config, plan, entries, run.watch(), delta);
      NothingFound.in(entries, config.request(), store).ifPresent(BackfillSummary::printWarning);
    }
    return ExitCode.DONE;
  }

  private static List<UnitEntry> entries(
      BackfillConfig config, ClassifyPlan plan, ObjectStore store) throws IOException {
    Ledger record = Ledger.of(config.request().folder(), store);
    List<UnitEntry> entries = new ArrayList<>();
    for (ClassifyUnit unit : plan.pending()) {
      entries.add(record.entry(unit.id()));
    }
    return entries;
  }

  private static ReportWriter report(
      BackfillClassificationOptions options, BackfillConfig config, int unitsBefore) {
    String folder = config.request().folder();
    return new ReportWriter(
            NAME,
            Version.current(),
            folder,
            OptionTable.values(options, BackfillClassificationOptions.class),
            -1,
            Instant.now(),
            unitsBefore)
        .checking(
            new LookupFailures(
                config.maxFailed(),
                "Their keys and the reasons are in "
                    + ObjectStore.join(folder, "_failed")
                    + "; the same command asks for them again.",
                config.request()));
  }
}
