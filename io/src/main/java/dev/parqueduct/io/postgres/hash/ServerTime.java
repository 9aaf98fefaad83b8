package dev.parqueduct.io.postgres.hash;

/** Turns what Parquet counts from 1970-01-01 into what the server counts from 2000-01-01. */
final class ServerTime {
  private static final int EPOCH_DAYS = 10_957;
  private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private ServerTime() {}

  /** Days; infinite dates keep the server's number for them. */
  static int days(int days) {
    return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE ? days : days - EPOCH_DAYS;
  }

  /** Microseconds; infinite timestamps keep the server's number for them. */
  static long micros(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE ? micros : micros - EPOCH_MICROS;
  }
}
