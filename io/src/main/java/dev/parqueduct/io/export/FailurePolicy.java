package dev.parqueduct.io.export;

import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.Sleeper;

/** What becomes of units that fail: which are tried again, how often, and what is said of them. */
public interface FailurePolicy extends Serializable {
  /** Whether the unit may succeed when it is tried again. */
  boolean mayPass(Exception failure);

  /** The failure in one line. */
  String line(Exception failure);

  /** How often and how patiently a unit is tried again. */
  RetryPolicy attempts();

  /**
   * Waits before another attempt.
   *
   * @param waits of {@link #attempts}, from before the first attempt
   * @return false if there is to be none
   */
  default boolean await(BackOff waits) {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, waits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunFailedException.interrupted();
    }
  }
}
