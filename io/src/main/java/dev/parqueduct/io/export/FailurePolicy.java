package dev.parqueduct.io.export;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;

/** What becomes of units that fail: which are tried again, how often, and what is said of them. */
public interface FailurePolicy extends Serializable {
  /** Whether the unit may succeed when it is tried again. */
  boolean mayPass(Exception failure);

  /** The failure in one line. */
  String line(Exception failure);

  /** Attempts after the first. */
  int retries();

  /** The wait before the first of them, in milliseconds; it doubles from one to the next. */
  long backoffMillis();

  /**
   * Waits before another attempt.
   *
   * @param attempt how many there were before the one that failed
   */
  default void await(int attempt) {
    try {
      Thread.sleep(backoffMillis() << Math.min(attempt, 6));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunFailedException.interrupted();
    }
  }
}
