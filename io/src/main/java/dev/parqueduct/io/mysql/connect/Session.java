package dev.parqueduct.io.mysql.connect;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.RunFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.Sleeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is opened anew when it was lost, and steps that are tried again after failures
 * that may pass: deadlocks, write conflicts, lost connections, a server that restarts. Steps must
 * be such that doing them twice is doing them once.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int VALID_SECONDS = 5;

  private final ConnectionSettings settings;
  private final RetryPolicy retries;
  private Connection connection;
  private long repetitions;

  public Session(ConnectionSettings settings, RetryPolicy retries) {
    this.settings = requireNonNull(settings, "settings");
    this.retries = requireNonNull(retries, "retries");
  }

  /**
   * Statements that depend on the connection they were prepared on must be prepared in the step.
   */
  @FunctionalInterface
  public interface Step<T> {
    T run(Connection connection) throws SQLException;
  }

  /** How often a step was tried again. */
  public long repetitions() {
    return repetitions;
  }

  /**
   * Runs a step until it succeeds.
   *
   * @param what names it in messages: {@code "write to db.table"}
   * @throws RunFailedException with exit code 2 if the server refuses the user, and 1 if retries
   *     are used up or would not help
   */
  public <T> T run(String what, Step<T> step) {
    try {
      return attempt(what, step);
    } catch (SQLException e) {
      throw SqlFailures.isRefusal(e)
          ? RunFailedException.usage("Cannot " + what + ": " + SqlFailures.line(e))
          : RunFailedException.failed("Cannot " + what + ": " + SqlFailures.line(e));
    }
  }

  /** Like {@link #run}, but leaves failures that will not pass to the caller. */
  public <T> T attempt(String what, Step<T> step) throws SQLException {
    BackOff waits = retries.start();
    while (true) {
      try {
        return step.run(connection());
      } catch (SQLException e) {
        boolean lost = isLost();
        if (!SqlFailures.mayPass(e) && !lost) {
          throw e;
        }
        if (!isAwaited(waits)) {
          throw e;
        }
        repetitions++;
        LOG.warn("Could not {} ({}); trying again", what, SqlFailures.line(e));
      }
    }
  }

  private static boolean isAwaited(BackOff waits) {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, waits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunFailedException.interrupted();
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = settings.open();
    }
    return connection;
  }

  /** Whether the connection is gone; the next step gets another one. */
  private boolean isLost() {
    if (connection == null) {
      return false;
    }
    try {
      if (connection.isValid(VALID_SECONDS)) {
        return false;
      }
    } catch (SQLException e) {
      // Then it is not valid either.
    }
    close();
    return true;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("The connection did not close", e);
      }
      connection = null;
    }
  }
}
