package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often and how patiently a storage call is repeated: exponential backoff with jitter, from
 * {@code initialBackoff} up to 32 s.
 *
 * <p>Repeated are I/O errors that may pass. Not repeated are a missing object and what a file
 * system says of a path (no permission, not a directory): waiting changes neither.
 *
 * @param maxRetries repetitions after the first attempt; 0 for none
 * @param initialBackoff the first wait, in milliseconds
 */
public record RetryPolicy(int maxRetries, long initialBackoff) implements Serializable {
  /** Six repetitions from half a second: about half a minute in all. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(6, 500);

  public static final RetryPolicy NONE = new RetryPolicy(0, 1);

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
  private static final Duration MAX_BACKOFF = Duration.standardSeconds(32);

  public RetryPolicy {
    if (maxRetries < 0 || initialBackoff <= 0) {
      throw new IllegalArgumentException(
          "retries must be 0 or more and the backoff positive: "
              + maxRetries
              + ", "
              + initialBackoff);
    }
  }

  /** A call to a storage system. */
  @FunctionalInterface
  public interface StorageCall<T> {
    T run() throws IOException;
  }

  /**
   * Runs {@code call} until it succeeds or the retries are used up.
   *
   * @param what names the call in messages: {@code "read gs://bucket/object"}
   * @throws FileNotFoundException at once when there is no such object
   * @throws StorageException when the last attempt failed too
   */
  public <T> T call(String what, StorageCall<T> call) throws IOException {
    requireNonNull(what, "what");
    BackOff backoff = start();
    while (true) {
      try {
        return CheckedFailures.of(call);
      } catch (IOException e) {
        awaitOrFail(what, e, backoff);
      }
    }
  }

  /**
   * Runs work that is made of many calls until it succeeds, anew after each failure of the storage
   * that may pass; others are thrown at once. The work must leave nothing behind when it fails.
   *
   * @param what names the work in messages: {@code "export unit 20201101-000"}
   */
  public <T> T redo(String what, StorageCall<T> work) throws IOException {
    BackOff backoff = start();
    while (true) {
      try {
        return work.run();
      } catch (IOException e) {
        if (!StorageException.mayPass(e) || !isAwaited(backoff, what, e)) {
          throw e;
        }
        LOG.warn("Could not {} ({}); beginning it anew", what, e.getMessage());
      }
    }
  }

  private static boolean isAwaited(BackOff backoff, String what, IOException failure)
      throws IOException {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, backoff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("Interrupted while waiting to " + what + " again", failure);
    }
  }

  /** The waits of one piece of work, for those who try it again themselves. */
  public BackOff start() {
    return FluentBackoff.DEFAULT
        .withExponent(2)
        .withMaxRetries(maxRetries)
        .withInitialBackoff(Duration.millis(initialBackoff))
        .withMaxBackoff(MAX_BACKOFF)
        .backoff();
  }

  /** Waits before the next attempt, or throws when there is to be none. */
  void awaitOrFail(String what, IOException failure, BackOff backoff) throws IOException {
    if (failure instanceof FileNotFoundException || failure instanceof StorageException) {
      throw failure;
    }
    if (failure instanceof FileSystemException refusal) {
      throw new StorageException("Cannot " + what + ": " + reason(refusal), failure);
    }
    if (!isAwaited(backoff, what, failure)) {
      throw exhausted("Cannot " + what + ": " + failure.getMessage(), failure);
    }
    LOG.warn("Could not {} ({}); trying again", what, failure.toString());
  }

  /** A failure after which nothing is tried again, here. */
  StorageException exhausted(String message, IOException failure) {
    boolean lasts =
        maxRetries == 0
            || failure instanceof FileNotFoundException
            || failure instanceof FileSystemException;
    return lasts
        ? new StorageException(message, failure)
        : StorageException.passing(message, failure);
  }

  private static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getFile();
  }
}
