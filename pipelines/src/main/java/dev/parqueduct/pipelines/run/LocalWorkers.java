package dev.parqueduct.pipelines.run;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which DirectRunner works. It reports a failure at once, while its other threads
 * are still in the middle of their units: whoever then looks at the output, or removes it, would
 * see files come and go.
 */
final class LocalWorkers {
  /** The name that Beam's {@code ExecutorServiceParallelExecutor} gives to its threads. */
  private static final String NAME = "direct-runner-worker";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private LocalWorkers() {}

  /**
   * Waits until the units that were begun are at their end, for ten seconds in all: what they
   * finish is in the ledger, and what they do not is begun anew by the next run.
   */
  static void awaitEnd() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (Thread worker : alive()) {
        // Zero would wait for ever.
        worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(NAME))
        .toList();
  }
}
