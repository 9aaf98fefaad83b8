package dev.parqueduct.pipelines.run;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.options.RunOptions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.runners.direct.CalmDirectRunner;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.SdkHarnessOptions;
import org.apache.beam.sdk.options.SdkHarnessOptions.LogLevel;
import org.joda.time.Duration;

/**
 * Runs the rounds of a local run, one after the other, and watches them: progress, the metrics
 * endpoint, and a clean stop on Ctrl-C.
 */
public final class PipelineRun implements AutoCloseable {
  private static final Duration POLL = Duration.millis(200);

  private final String pipeline;
  private final Watch watch;
  private final Progress progress;
  private final MetricsServer metrics;
  private final AtomicReference<PipelineResult> running = new AtomicReference<>();
  private final Thread hook;
  private volatile boolean interrupted;
  private volatile Runnable onInterrupt = () -> {};

  private PipelineRun(
      String pipeline, Watch watch, Progress progress, MetricsServer metrics, String resumeHint) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.watch = requireNonNull(watch, "watch");
    this.progress = requireNonNull(progress, "progress");
    this.metrics = metrics;
    this.hook = new Thread(() -> interrupt(resumeHint), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * @param metricsPort port of the Prometheus endpoint, 0 for none
   * @param resumeHint what to tell the user who interrupts the run
   */
  public static PipelineRun start(
      String pipeline, Progress progress, int metricsPort, String resumeHint) {
    Watch watch = new Watch();
    MetricsServer metrics =
        metricsPort == 0 ? null : MetricsServer.start(metricsPort, pipeline, watch);
    progress.logStart(pipeline);
    return new PipelineRun(pipeline, watch, progress, metrics, resumeHint);
  }

  /** Whether a pipeline with these options runs inside this process. */
  public static boolean isLocal(PipelineOptions options) {
    return options.getRunner() == DirectRunner.class;
  }

  /**
   * Sets what makes DirectRunner fit for real work: its checks clone and compare every batch, by
   * default it runs at least three threads, and it waits busily.
   *
   * @param threads that work side by side
   */
  public static void tune(RunOptions options, int threads) {
    DirectOptions direct = options.as(DirectOptions.class);
    direct.setBlockOnRun(false);
    direct.setEnforceEncodability(false);
    direct.setEnforceImmutability(false);
    direct.setTargetParallelism(threads);
    direct.setRunner(CalmDirectRunner.class);
    // Beam sets the root logger to this when a pipeline begins, and leaves it so.
    SdkHarnessOptions logging = options.as(SdkHarnessOptions.class);
    logging.setDefaultSdkHarnessLogLevel(options.getVerbose() ? LogLevel.INFO : LogLevel.WARN);
  }

  /**
   * Runs a pipeline elsewhere. Of a Dataflow job the launcher must return as soon as it is
   * submitted; of others it waits for the end.
   */
  public static ExitCode submit(Pipeline pipeline) {
    PipelineResult result = pipeline.run();
    if (pipeline.getOptions().getRunner().getSimpleName().equals("DataflowRunner")) {
      return ExitCode.DONE;
    }
    PipelineResult.State state = result.waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw RunFailedException.failed("The pipeline ended in state " + state + ".");
    }
    return ExitCode.DONE;
  }

  /** Runs a round to its end. */
  public void round(Pipeline pipeline) throws IOException {
    PipelineResult result = pipeline.run();
    running.set(result);
    boolean done = false;
    try {
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        watch.update(result.metrics());
        progress.show(watch);
        state = result.waitUntilFinish(POLL);
      }
      watch.update(result.metrics());
      progress.show(watch);
      if (interrupted) {
        throw RunFailedException.interrupted();
      }
      if (state != PipelineResult.State.DONE) {
        throw RunFailedException.failed("The pipeline ended in state " + state + ".");
      }
      done = true;
    } finally {
      if (!done) {
        LocalWorkers.awaitEnd();
      }
      running.set(null);
      watch.endRound();
    }
  }

  /** What to do when the user interrupts the run, before the process ends. */
  public void onInterrupt(Runnable action) {
    onInterrupt = requireNonNull(action, "action");
  }

  /** The counters so far. */
  public Watch watch() {
    return watch;
  }

  /** What the run has added; to be called once, at its end. */
  public RunDelta finish() {
    progress.complete(watch);
    RunDelta delta = progress.delta(watch);
    delta.log(pipeline);
    return delta;
  }

  /** What the run has added so far; for runs that fail. */
  public RunDelta unfinished() {
    return progress.delta(watch);
  }

  /** Seconds in which inputs came, without what followed the last of them. */
  public double inputSeconds() {
    return progress.inputSeconds();
  }

  private void interrupt(String resumeHint) {
    interrupted = true;
    PipelineResult result = running.get();
    if (result != null) {
      try {
        result.cancel();
      } catch (IOException | RuntimeException e) {
        // The process ends either way; what matters is that nothing half-done is final.
      }
    }
    progress.close();
    onInterrupt.run();
    System.err.println("Interrupted. " + resumeHint);
  }

  @Override
  public void close() {
    progress.close();
    if (metrics != null) {
      metrics.close();
    }
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is shutting down already.
    }
  }
}
