package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.io.clickhouse.events.FailedChunks;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerdict;
import dev.parqueduct.io.clickhouse.events.verify.VerifiedChunks;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.transforms.clickhouse.BackfillChunks;
import dev.parqueduct.transforms.clickhouse.VerifyChunks;
import dev.parqueduct.transforms.export.TryUnits;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;

/** Events of ClickHouse from observations and traces. */
public final class BackfillEvents implements Command {
  private static final String NAME = "backfill-events";

  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new BackfillEvents(), args);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Observations and traces in ClickHouse to events, in place.";
  }

  @Override
  public Class<BackfillEventsOptions> options() {
    return BackfillEventsOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct backfill-events --demo",
        "./parqueduct backfill-events --url=http://db:8123 --user=loader"
            + " --passwordFile=/run/secrets/loader --partition=202406 --output=out/events --dryRun",
        "./parqueduct backfill-events --url=https://db:8443 --partition=202401-202406"
            + " --profile=langfuse_v4 --output=gs://lake/backfill");
  }

  @Override
  public List<String> impliedOptions(List<String> given) {
    return BackfillEventsDemo.impliedOptions(given);
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    BackfillEventsOptions options = pipelineOptions.as(BackfillEventsOptions.class);
    return options.getDemo() ? BackfillEventsDemo.run(options, this::backfill) : backfill(options);
  }

  private ExitCode backfill(BackfillEventsOptions options) throws IOException {
    BackfillRequest request = BackfillEventsConfig.request(options);
    if (request.join() == BackfillRequest.Join.FILES) {
      return new BackfillFromFiles(options, request, done -> report(options, done)).run(NAME);
    }
    if (PipelineRun.isLocal(options)) {
      return runLocally(options, request);
    }
    return PipelineRun.submit(
        pipeline(options, BackfillChunks.onWorker(request), request, report(options, 0)));
  }

  private static Pipeline pipeline(
      BackfillEventsOptions options,
      BackfillChunks chunks,
      BackfillRequest request,
      ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple results = pipeline.apply("BackfillChunks", chunks);
    if (request.isReal()) {
      WriteReport write =
          WriteReport.of(report)
              .checking("AllFailures", results.get(TryUnits.FAILED), FailedChunks::new);
      if (options.getVerify()) {
        PCollection<ChunkVerdict> verdicts =
            results.apply("VerifyChunks", VerifyChunks.of(request));
        write = write.checking("AllVerdicts", verdicts, VerifiedChunks::new);
      }
      PDone unused = results.get(TryUnits.DONE).apply("WriteReport", write);
    }
    return pipeline;
  }

  private static ExitCode runLocally(BackfillEventsOptions options, BackfillRequest request)
      throws IOException {
    long start = System.nanoTime();
    ObjectStore store = ObjectStore.create();
    ServerClient client = BackfillPlan.client(request);
    BackfillPlan plan = BackfillPlan.of(request, client, store);
    double planned = (System.nanoTime() - start) / 1e9;
    ReportWriter report = report(options, plan.done().size());
    if (plan.pending().isEmpty() && !options.getVerify()) {
      print("Nothing to do: all %,d chunks are done already.", plan.done().size());
      report.renew(store, plan.done());
      return ExitCode.DONE;
    }
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    try (LoadWatch load =
            LoadWatch.start(
                client, request.tables().events(), plan.partitions(), plan.pending().size());
        PipelineRun run =
            PipelineRun.start(
                NAME,
                Progress.start(NAME, "observations", "rows_read", plan.rows(), load::words),
                options.getMetricsPort(),
                "What is inserted stays; run the same command again to go on.")) {
      new LocalBackfill(request, "chunks", plan, report, planned)
          .run(run, pipeline(options, BackfillChunks.of(request, plan), request, report));
    }
    return ExitCode.DONE;
  }

  private static ReportWriter report(BackfillEventsOptions options, int unitsBefore) {
    return new ReportWriter(
        NAME,
        Version.current(),
        options.getOutput(),
        OptionTable.values(options, BackfillEventsOptions.class),
        options.getMaxRejected(),
        Instant.now(),
        unitsBefore);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** A step of the program that may be run inside of another one. */
  @FunctionalInterface
  interface Backfill {
    ExitCode run(BackfillEventsOptions options) throws IOException;
  }
}
