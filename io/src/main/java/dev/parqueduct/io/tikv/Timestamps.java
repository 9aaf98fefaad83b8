package dev.parqueduct.io.tikv;

/**
 * Timestamps of TiKV's placement driver ("TSO"): milliseconds since 1970 in the upper 46 bits, a
 * counter in the lower 18 (pd, server/tso).
 */
public final class Timestamps {
  private static final int COUNTER_BITS = 18;

  private Timestamps() {}

  /** The milliseconds since 1970-01-01T00:00Z. */
  public static long millis(long ts) {
    return ts >>> COUNTER_BITS;
  }

  /** The microseconds since 1970-01-01T00:00Z, in steps of a thousand. */
  public static long micros(long ts) {
    return millis(ts) * 1000;
  }

  /** The count of timestamps within the millisecond. */
  public static int counter(long ts) {
    return (int) ts & ((1 << COUNTER_BITS) - 1);
  }
}
