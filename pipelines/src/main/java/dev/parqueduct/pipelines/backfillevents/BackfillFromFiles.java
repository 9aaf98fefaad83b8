package dev.parqueduct.pipelines.backfillevents;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.FailedChunks;
import dev.parqueduct.io.clickhouse.events.files.FilesPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.transforms.clickhouse.BackfillFiles;
import dev.parqueduct.transforms.export.TryUnits;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;

/**
 * {@code backfill-events --join=files}.
 *
 * @param reports makes the report, given how many units were done before
 */
record BackfillFromFiles(
    BackfillEventsOptions options, BackfillRequest request, IntFunction<ReportWriter> reports) {
  BackfillFromFiles {
    requireNonNull(options, "options");
    requireNonNull(request, "request");
    requireNonNull(reports, "reports");
  }

  ExitCode run(String name) throws IOException {
    return PipelineRun.isLocal(options)
        ? runLocally(name)
        : PipelineRun.submit(pipeline(BackfillFiles.onWorker(request), reports.apply(0)));
  }

  private Pipeline pipeline(BackfillFiles files, ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple results = pipeline.apply("BackfillFiles", files);
    if (request.isReal()) {
      WriteReport write =
          WriteReport.of(report)
              .checking("AllFailures", results.get(TryUnits.FAILED), FailedChunks::new);
      PDone unused = results.get(TryUnits.DONE).apply("WriteReport", write);
    }
    return pipeline;
  }

  private ExitCode runLocally(String name) throws IOException {
    long start = System.nanoTime();
    ObjectStore store = ObjectStore.create();
    FilesPlan plan = FilesPlan.of(request, BackfillPlan.client(request), store);
    double planned = (System.nanoTime() - start) / 1e9;
    ReportWriter report = reports.apply(plan.done().size());
    if (plan.pending().isEmpty()) {
      System.out.println("Nothing to do: all " + plan.done().size() + " buckets are done already.");
      report.renew(store, plan.done());
      return ExitCode.DONE;
    }
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    Progress progress = Progress.start(name, "buckets", "units_done", plan.pending().size());
    try (PipelineRun run =
        PipelineRun.start(
            name,
            progress,
            options.getMetricsPort(),
            "What is inserted stays; run the same command again to go on.")) {
      BackfillPlan summed = new BackfillPlan(List.of(), plan.done(), plan.months());
      new LocalBackfill(request, "buckets", summed, report, planned)
          .run(run, pipeline(BackfillFiles.of(request, plan), report));
    }
    return ExitCode.DONE;
  }
}
