package dev.parqueduct.io.postgres.export;

import dev.parqueduct.io.export.FailurePolicy;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.report.RunFailedException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again after failures of the connection or the server that may pass.
 *
 * @param retries attempts after the first
 * @param backoffMillis the wait before the first of them; it doubles from one to the next
 */
public record RetryOnFailure(int retries, long backoffMillis) implements FailurePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(RetryOnFailure.class);

  public RetryOnFailure {
    if (retries < 0 || backoffMillis < 0) {
      throw RunFailedException.usage("--retries and --retryBackoff must not be negative.");
    }
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
    for (int attempt = 0; ; attempt++) {
      try {
        return step.run();
      } catch (SQLException e) {
        if (!mayPass(e) || attempt >= retries) {
          throw RunFailedException.failed("Cannot " + what + ": " + line(e));
        }
        LOG.warn("Could not {} ({}); trying again", what, line(e));
        await(attempt);
      }
    }
  }
}
