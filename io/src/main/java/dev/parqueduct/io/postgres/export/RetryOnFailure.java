package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.FailurePolicy;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.report.RunFailedException;
import java.sql.SQLException;
import org.apache.beam.sdk.util.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again after failures of the connection or the server that may pass. */
public record RetryOnFailure(RetryPolicy attempts) implements FailurePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(RetryOnFailure.class);

  public RetryOnFailure {
    requireNonNull(attempts, "attempts");
  }

  /**
   * @param retries attempts after the first
   * @param backoffMillis about how long to wait before the first of them; it doubles from one to
   *     the next
   */
  public static RetryOnFailure of(int retries, long backoffMillis) {
    if (retries < 0 || backoffMillis < 0) {
      throw RunFailedException.usage("--retries and --retryBackoff must not be negative.");
    }
    return new RetryOnFailure(new RetryPolicy(retries, Math.max(1, backoffMillis)));
  }

  /** A step that talks to the server. */
  @FunctionalInterface
  public interface SqlStep<T> {
    T run() throws SQLException;
  }

  @Override
  public boolean mayPass(Exception failure) {
    return SqlFailures.mayPass(failure);
  }

  @Override
  public String line(Exception failure) {
    return SqlFailures.line(failure);
  }

  /** Runs a step until it succeeds, the retries are used up, or it fails for good. */
  public <T> T call(String what, SqlStep<T> step) {
    BackOff waits = attempts.start();
    while (true) {
      try {
        return step.run();
      } catch (SQLException e) {
        if (!mayPass(e) || !await(waits)) {
          throw RunFailedException.failed("Cannot " + what + ": " + line(e));
        }
        LOG.warn("Could not {} ({}); trying again", what, line(e));
      }
    }
  }
}
