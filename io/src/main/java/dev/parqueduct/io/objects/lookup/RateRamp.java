package dev.parqueduct.io.objects.lookup;

/**
 * A rate of requests that starts low and doubles every 20 minutes, as Google asks of clients of a
 * bucket. Permits are given out evenly; up to a twentieth of a second's may be saved up. Not for
 * use by several threads at a time.
 */
final class RateRamp {
  private static final double DOUBLING_NANOS = 20.0 * 60 * 1e9;
  private static final double SAVED_SECONDS = 0.05;

  private final double startRate;
  private final long start;
  private long last;
  private double permits;

  /**
   * @param startRate permits a second, 0 for any number
   */
  RateRamp(double startRate, long now) {
    this.startRate = startRate;
    this.start = now;
    this.last = now;
  }

  /** Permits a second at a time. */
  double rate(long now) {
    return startRate * Math.pow(2, (now - start) / DOUBLING_NANOS);
  }

  /** Takes a permit if there is one: then 0, else the nanoseconds until there will be. */
  long take(long now) {
    if (startRate == 0) {
      return 0;
    }
    double rate = rate(now);
    permits = Math.min(Math.max(1, rate * SAVED_SECONDS), permits + (now - last) / 1e9 * rate);
    last = now;
    if (permits >= 1) {
      permits -= 1;
      return 0;
    }
    return (long) Math.ceil((1 - permits) / rate * 1e9);
  }
}
