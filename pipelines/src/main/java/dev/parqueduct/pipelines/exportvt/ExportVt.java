package dev.parqueduct.pipelines.exportvt;

import dev.parqueduct.io.classify.ClassifyRequest;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunCheck;
import dev.parqueduct.io.vt.FeedUnit;
import dev.parqueduct.io.vt.Keep;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.LookupFailures;
import dev.parqueduct.pipelines.options.LookupStores;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.transforms.report.WriteReport;
import dev.parqueduct.transforms.vt.ExportFeed;
import dev.parqueduct.transforms.vt.FeedExport;
import dev.parqueduct.transforms.vt.PlanFeed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;

/**
 * VirusTotal feed packages to deduplicated Parquet.
 *
 * <p>On one machine a long range is cut into rounds that fit into memory, each a pipeline of its
 * own; a runner with a shuffle on disk gets the whole range as one pipeline, planned on a worker.
 * The steps are the same.
 */
public final class ExportVt implements Command {
  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ExportVt(), args);
  }

  @Override
  public String name() {
    return "export-vt";
  }

  @Override
  public String summary() {
    return "VirusTotal feed packages to deduplicated Parquet.";
  }

  @Override
  public Class<ExportVtOptions> options() {
    return ExportVtOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct export-vt --input=examples/vt-feed --output=out/vt",
        "./parqueduct export-vt --input=gs://feed --startDate=2026-11-01 --endDate=2026-11-30"
            + " --output=gs://lake/vt --minPositives=1");
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ExportVtOptions options = pipelineOptions.as(ExportVtOptions.class);
    boolean local = PipelineRun.isLocal(options);
    ExportVtConfig config = ExportVtConfig.of(options, local, Version.current());
    if (options.getDryRun()) {
      ExportVtSummary.printPlan(config, config.request().plan(ObjectStore.create()));
      return ExitCode.DONE;
    }
    return local ? runLocally(options, config) : submit(options, config);
  }

  /** One pipeline for everything; planned, and reported on, by its workers. */
  private static ExitCode submit(ExportVtOptions options, ExportVtConfig config) {
    Pipeline pipeline = Pipeline.create(options);
    export(pipeline, steps(config, config.export(), options), PlanFeed.onWorker(config.request()))
        .apply("WriteReport", WriteReport.of(report(options, config, 0)));
    return PipelineRun.submit(pipeline);
  }

  private static ExitCode runLocally(ExportVtOptions options, ExportVtConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    PlanFeed.Plan plan = config.request().plan(store);
    ReportWriter report = report(options, config, plan.done().size());
    if (plan.pending().isEmpty()) {
      ExportVtSummary.printNothingToDo(report, plan);
      report.renew(store, plan.done());
      return ExitCode.DONE;
    }
    Ledger ledger = Ledger.of(config.export().output(), store);
    ledger.begin(config.request().shape());
    PipelineRun.tune(options, Runtime.getRuntime().availableProcessors());
    long packages = plan.pending().stream().mapToLong(unit -> unit.packages().size()).sum();
    Progress progress = Progress.start("export-vt", "packages", "packages_read", packages);
    List<UnitEntry> done = new ArrayList<>(plan.done());
    List<List<FeedUnit>> rounds = rounds(plan.pending(), config);
    try (PipelineRun run =
        PipelineRun.start(
            "export-vt",
            progress,
            options.getMetricsPort(),
            "What is finished stays; run the same command again to go on.")) {
      for (List<FeedUnit> round : rounds) {
        Pipeline pipeline = Pipeline.create(options);
        PlanFeed.Plan ofRound = plan.only(round, config.request().knownKeys(done));
        FeedExport export = config.export().withBzip2(bzip2(config.export(), round));
        PCollection<UnitEntry> finished =
            export(pipeline, steps(config, export, options), PlanFeed.of(ofRound));
        if (round == rounds.get(rounds.size() - 1)) {
          finished.apply("WriteReport", WriteReport.of(report));
        }
        run.round(pipeline);
        for (FeedUnit unit : round) {
          done.add(ledger.entry(unit.id()));
        }
      }
      RunDelta delta = run.finish();
      delta.report(store, config.export().output());
      ExportVtSummary.printDone(report, plan, done, delta);
    }
    return ExitCode.DONE;
  }

  private static PCollection<UnitEntry> export(Pipeline pipeline, ExportFeed steps, PlanFeed plan) {
    return pipeline.apply("Plan", plan).apply("ExportFeed", steps);
  }

  private static ExportFeed steps(
      ExportVtConfig config, FeedExport export, ExportVtOptions options) {
    ExportFeed steps = ExportFeed.of(export);
    return config.classification().isEmpty()
        ? steps
        : steps.classifying(config.classification().get(), LookupStores.of(options));
  }

  private static ReportWriter report(
      ExportVtOptions options, ExportVtConfig config, int unitsBefore) {
    return new ReportWriter(
            "export-vt",
            Version.current(),
            config.export().output(),
            OptionTable.values(options, ExportVtOptions.class),
            options.getMaxRejected(),
            Instant.now(),
            unitsBefore)
        .checking(
            config
                .classification()
                .<RunCheck>map(
                    settings ->
                        new LookupFailures(
                            options.getMaxFailed(),
                            "backfill-classification asks for them again.",
                            ClassifyRequest.ofExport(config.export().output(), settings)))
                .orElse(RunCheck.NONE));
  }

  /**
   * Units that are exported together: as many as make up the size of one unit. Rows of one round
   * are compared in memory, rows of different rounds through the lists of keys; to keep the latest
   * report the newest days come first, so that nothing final has to be replaced.
   */
  static List<List<FeedUnit>> rounds(List<FeedUnit> pending, ExportVtConfig config) {
    List<FeedUnit> units = new ArrayList<>(pending);
    boolean newestFirst = config.export().keep() == Keep.LATEST;
    if (newestFirst) {
      Collections.reverse(units);
    }
    List<List<FeedUnit>> rounds = new ArrayList<>();
    long bytes = 0;
    for (FeedUnit unit : units) {
      if (rounds.isEmpty() || bytes + unit.bytes() > config.request().unitBytes()) {
        rounds.add(new ArrayList<>());
        bytes = 0;
      }
      rounds.get(rounds.size() - 1).add(unit);
      bytes += unit.bytes();
    }
    if (newestFirst) {
      rounds.forEach(Collections::reverse);
    }
    return rounds;
  }

  /** With fewer packages than processors, the blocks of a package are decoded side by side. */
  private static FeedExport.Bzip2 bzip2(FeedExport export, List<FeedUnit> round) {
    int processors = Runtime.getRuntime().availableProcessors();
    int packages = round.stream().mapToInt(unit -> unit.packages().size()).sum();
    return new FeedExport.Bzip2(export.bzip2().kind(), Math.max(1, processors / packages));
  }
}
