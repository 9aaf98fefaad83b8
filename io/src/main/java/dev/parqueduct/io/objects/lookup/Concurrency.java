package dev.parqueduct.io.objects.lookup;

/**
 * How many requests may be in flight: more, step by step, while the store answers; fewer, by a
 * share that follows how much it refuses, down to a half a window. A store that refuses a few of
 * many requests for reasons of its own is thus not brought to a standstill, and one that refuses
 * all is left in peace quickly. Not for use by several threads at a time.
 */
final class Concurrency {
  private static final long WINDOW_NANOS = 100_000_000;
  private static final int LEAST_ANSWERS = 10;

  /** Refusals below this share do not slow down. */
  private static final double TOLERATED = 0.02;

  private final int most;
  private final int least;
  private double limit;
  private long windowStart;
  private int answers;
  private int refusals;

  Concurrency(int most, long now) {
    this.most = most;
    this.least = Math.min(most, 4);
    this.limit = most;
    this.windowStart = now;
  }

  int limit() {
    return (int) limit;
  }

  void answered(boolean refused, long now) {
    answers++;
    refusals += refused ? 1 : 0;
    if (now - windowStart < WINDOW_NANOS || answers < LEAST_ANSWERS) {
      return;
    }
    double share = (double) refusals / answers;
    if (share > TOLERATED) {
      limit = Math.max(least, limit * (1 - share / 2));
    }
    limit = Math.min(most, limit + Math.max(1, most / 50.0) * (1 - share));
    windowStart = now;
    answers = 0;
    refusals = 0;
  }
}
