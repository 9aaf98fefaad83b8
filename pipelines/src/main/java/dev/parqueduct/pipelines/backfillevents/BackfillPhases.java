package dev.parqueduct.pipelines.backfillevents;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the time of a backfill went into, in seconds; all but the plan summed over chunks that went
 * side by side.
 *
 * @param seconds by phase, in their order
 */
record BackfillPhases(Map<String, Double> seconds) {
  /** Counts of a second. */
  static final String OBSERVATIONS = "observationsPerSecond";

  static final String EVENTS = "eventsPerSecond";

  private static final double MILLIS = 1000;

  BackfillPhases {
    seconds = new LinkedHashMap<>(requireNonNull(seconds, "seconds"));
  }

  /**
   * The phases of a run.
   *
   * @param planned seconds that planning took
   */
  static BackfillPhases of(Watch watch, double planned) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("plan", planned);
    seconds.put("read", watch.counter("stage_download_millis") / MILLIS);
    seconds.put("join", watch.counter("stage_convert_millis") / MILLIS);
    seconds.put("insert", watch.counter("stage_upload_millis") / MILLIS);
    seconds.put("ledger", watch.counter("stage_ledger_millis") / MILLIS);
    seconds.put("verify", watch.counter("verify_millis") / MILLIS);
    return new BackfillPhases(seconds);
  }

  /**
   * A run with these phases, and how fast it was.
   *
   * @param inputSeconds in which chunks were backfilled, without the comparison
   */
  RunDelta of(RunDelta run, double inputSeconds) {
    double time = Math.max(inputSeconds, 0.001);
    Map<String, Long> speeds = new LinkedHashMap<>();
    speeds.put(OBSERVATIONS, Math.round(run.counts().get("rowsRead") / time));
    speeds.put(EVENTS, Math.round(run.counts().get("rowsWritten") / time));
    return run.with(speeds, seconds);
  }
}
