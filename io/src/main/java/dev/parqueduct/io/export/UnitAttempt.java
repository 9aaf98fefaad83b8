package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The progress of one attempt at a unit. Counts are passed on when the attempt has succeeded, so
 * that a unit that is begun anew counts once. Rows read are the exception: they are shown while
 * they come, and taken back if the attempt fails.
 */
final class UnitAttempt implements UnitProgress {
  private static final String LIVE = "rows_read";

  private final UnitProgress progress;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long live;

  UnitAttempt(UnitProgress progress) {
    this.progress = requireNonNull(progress, "progress");
  }

  @Override
  public synchronized void count(String counter, long by) {
    if (counter.equals(LIVE)) {
      live += by;
      progress.count(counter, by);
    } else {
      counts.merge(counter, by, Long::sum);
    }
  }

  @Override
  public synchronized void stage(Stage stage, long stageNanos) {
    nanos.merge(stage, stageNanos, Long::sum);
  }

  /** How long a stage has taken. */
  synchronized long millis(Stage stage) {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getOrDefault(stage, 0L));
  }

  synchronized void succeeded() {
    counts.forEach(progress::count);
    nanos.forEach(progress::stage);
  }

  synchronized void failed() {
    progress.count(LIVE, -live);
    progress.count("unit_attempts_failed", 1);
  }
}
