package dev.parqueduct.io.clickhouse.events.server;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.http.ServerException;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.Sleeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How often and how patiently the server is asked again. */
public final class RetryWaits {
  private static final Logger LOG = LoggerFactory.getLogger(RetryWaits.class);

  private final RetryPolicy policy;
  private final Sleeper sleeper;

  public RetryWaits(int maxRetries, long backoffMillis, Sleeper sleeper) {
    this.policy = new RetryPolicy(maxRetries, backoffMillis);
    this.sleeper = requireNonNull(sleeper, "sleeper");
  }

  /** Begins the attempts at one thing. */
  public Attempts start() {
    return new Attempts(policy.start());
  }

  /** The attempts at one thing. */
  public final class Attempts {
    private final BackOff backoff;
    private int count;

    private Attempts(BackOff backoff) {
      this.backoff = backoff;
    }

    /** Attempts that have failed so far. */
    public int count() {
      return count;
    }

    /** Waits before the next attempt; false if there is to be none. */
    public boolean await(ServerException failure) throws IOException {
      try {
        if (!BackOffUtils.next(sleeper, backoff)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw RunFailedException.interrupted();
      }
      count++;
      LOG.warn("{}; trying again ({})", failure.getMessage(), failure.kind().words());
      return true;
    }
  }
}
