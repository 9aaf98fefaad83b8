package dev.parqueduct.pipelines.backfillevents;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.RunDelta;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;

/**
 * A backfill in this process: whether it succeeds or fails, it ends with a summary of what was
 * done.
 *
 * @param units what the work was cut into: chunks or buckets
 * @param planned seconds that planning took
 */
record LocalBackfill(
    BackfillRequest request, String units, BackfillPlan plan, ReportWriter report, double planned) {
  LocalBackfill {
    requireNonNull(request, "request");
    requireNonNull(units, "units");
    requireNonNull(plan, "plan");
    requireNonNull(report, "report");
  }

  void run(PipelineRun run, Pipeline pipeline) throws IOException {
    ObjectStore store = ObjectStore.create();
    Optional<RuntimeException> failure = attempt(run, pipeline);
    RunDelta delta =
        BackfillPhases.of(run.watch(), planned)
            .of(failure.isPresent() ? run.unfinished() : run.finish(), run.inputSeconds());
    if (RunReport.of(report, store).isPresent()) {
      delta.report(store, request.output());
    }
    new BackfillEventsSummary(request, units, plan, run.watch(), delta, failure.isPresent())
        .print();
    RunReport.of(report, store)
        .flatMap(BackfillVerification::of)
        .ifPresent(BackfillVerification::print);
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (!request.isReal() && run.watch().counter("units_failed") > 0) {
      throw RunFailedException.failed(
          "Some " + units + " failed; see above. Nothing was inserted.");
    }
  }

  /** Runs the pipeline; a failure is for after the summary. */
  private static Optional<RuntimeException> attempt(PipelineRun run, Pipeline pipeline)
      throws IOException {
    try {
      run.round(pipeline);
      return Optional.empty();
    } catch (RuntimeException e) {
      if (e instanceof RunFailedException end && end.exitCode() == ExitCode.INTERRUPTED) {
        throw e;
      }
      return Optional.of(e);
    }
  }
}
