package dev.parqueduct.pipelines.run;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a run is: a progress bar on a terminal, otherwise a log line every ten seconds.
 * Progress is counted in inputs (packages, backup files, key ranges), with rows beside them.
 */
public final class Progress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final String inputs;
  private final String inputCounter;
  private final long total;
  private final ProgressBar bar;
  private final Details details;
  private final long start = System.nanoTime();
  private long lastLog = start;
  private long lastDone;
  private long lastInput = start;

  private Progress(
      String inputs, String inputCounter, long total, ProgressBar bar, Details details) {
    this.details = requireNonNull(details, "details");
    this.inputs = requireNonNull(inputs, "inputs");
    this.inputCounter = requireNonNull(inputCounter, "inputCounter");
    this.total = total;
    this.bar = bar;
  }

  /** What is told beside how many inputs are done. */
  @FunctionalInterface
  public interface Details {
    /**
     * @param seconds since the run began
     */
    String of(Watch watch, double seconds);
  }

  /**
   * @param pipeline the name in front of the bar
   * @param inputs what is counted, in the plural
   * @param inputCounter the counter that counts it
   * @param total how many there are
   */
  public static Progress start(String pipeline, String inputs, String inputCounter, long total) {
    return start(pipeline, inputs, inputCounter, total, Progress::rows);
  }

  /**
   * @param pipeline the name in front of the bar
   * @param inputs what is counted, in the plural
   * @param inputCounter the counter that counts it
   * @param total how many there are, or about how many
   * @param details what is told beside
   */
  public static Progress start(
      String pipeline, String inputs, String inputCounter, long total, Details details) {
    boolean terminal = Boolean.getBoolean("parqueduct.terminal");
    return new Progress(
        inputs, inputCounter, total, terminal ? bar(pipeline, total) : null, details);
  }

  private static ProgressBar bar(String pipeline, long total) {
    return new ProgressBarBuilder()
        .setTaskName(pipeline)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true)))
        .build();
  }

  /** What a run is about to do. */
  void logStart(String pipeline) {
    Event.of("run_start").with("pipeline", pipeline).with(inputs.replace(' ', '_'), total).log();
  }

  /** What a run has added so far. */
  RunDelta delta(Watch watch) {
    return RunDelta.of(watch, inputs, inputCounter, (System.nanoTime() - start) / 1e9);
  }

  /** Seconds from the start to the last input: what came behind it is no part of a rate. */
  double inputSeconds() {
    return (lastInput - start) / 1e9;
  }

  /** Shows the counters as they are now. */
  void show(Watch watch) {
    long done = watch.counter(inputCounter);
    if (done != lastDone) {
      lastDone = done;
      lastInput = System.nanoTime();
    }
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(details(watch));
      return;
    }
    long now = System.nanoTime();
    if (now - lastLog >= LOG_EVERY_NANOS) {
      lastLog = now;
      LOG.info("{} of {} {}, {}{}", done, total, inputs, details(watch), eta(done, now));
    }
  }

  /** Ends the bar, also where the number of inputs was an estimate. */
  void complete(Watch watch) {
    if (bar != null) {
      bar.maxHint(watch.counter(inputCounter));
      show(watch);
    }
  }

  private String details(Watch watch) {
    return details.of(watch, (System.nanoTime() - start) / 1e9);
  }

  private static String rows(Watch watch, double seconds) {
    long read = watch.counter("rows_read");
    return String.format(
        Locale.ROOT,
        "%,d rows, %,.0f/s, %,d written, %,d rejected",
        read,
        read / Math.max(seconds, 0.001),
        watch.counter("rows_written"),
        watch.counter("rows_rejected"));
  }

  private String eta(long done, long now) {
    if (done == 0 || done >= total) {
      return "";
    }
    long left = (long) ((double) (now - start) / done * (total - done) / 1e9);
    return String.format(
        Locale.ROOT, ", %d:%02d:%02d left", left / 3600, left / 60 % 60, left % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
