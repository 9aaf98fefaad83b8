package dev.parqueduct.io.objects.lookup;

/**
 * Bounds retries by the requests that they repeat: half of them, and some a second so that a store
 * that comes back is noticed. Retries beyond that wait; they are not given up. So a store in
 * trouble does not get a multiple of the load that brought it there. Not for use by several threads
 * at a time.
 */
final class RetryBudget {
  private static final double PER_REQUEST = 0.5;

  private final double most;
  private final double perSecond;
  private double tokens;
  private long last;

  RetryBudget(int maxInFlight, long now) {
    this.most = 2.0 * maxInFlight;
    this.perSecond = Math.max(10, maxInFlight / 10.0);
    this.tokens = most;
    this.last = now;
  }

  /** A key is asked for the first time. */
  void firstRequest() {
    tokens = Math.min(most, tokens + PER_REQUEST);
  }

  /**
   * Takes a permit for a retry if there is one: then 0, else the nanoseconds until there will be.
   */
  long take(long now) {
    tokens = Math.min(most, tokens + (now - last) / 1e9 * perSecond);
    last = now;
    if (tokens >= 1) {
      tokens -= 1;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) / perSecond * 1e9);
  }

  /** Gives back a permit that was not used. */
  void giveBack() {
    tokens += 1;
  }
}
