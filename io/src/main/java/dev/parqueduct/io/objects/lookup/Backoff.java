package dev.parqueduct.io.objects.lookup;

/**
 * How long a key waits before it is asked for again: exponential backoff with full jitter, and no
 * less than the store asks for.
 *
 * @param firstMillis the longest wait before the first retry
 */
record Backoff(long firstMillis) {
  private static final long LONGEST_MILLIS = 32_000;
  private static final long LONGEST_RETRY_AFTER_MILLIS = 120_000;

  /**
   * Milliseconds to wait.
   *
   * @param attempts that were made, one at least
   * @param retryAfterMillis what the store asks for, 0 if it says nothing
   * @param random from 0 to 1
   */
  long millis(int attempts, long retryAfterMillis, double random) {
    long longest =
        Math.min(LONGEST_MILLIS, firstMillis << Math.min(attempts - 1, Integer.SIZE / 2));
    long wait = Math.round(longest * random);
    // Those that were told the same time do not come back together.
    return retryAfterMillis > 0
        ? Math.min(LONGEST_RETRY_AFTER_MILLIS, retryAfterMillis) + wait / 4
        : wait;
  }
}
