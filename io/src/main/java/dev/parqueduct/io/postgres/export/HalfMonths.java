package dev.parqueduct.io.postgres.export;

import java.time.LocalDateTime;

/** Tells when the rows of one half of a month end and those of another begin. */
final class HalfMonths {
  private static final int SECOND_HALF = 15;

  private long known = Long.MIN_VALUE;
  private int half = -1;

  /**
   * Looks at the timestamp of the next row.
   *
   * @param micros from 2000-01-01
   * @return whether it is in another half of a month than the one before
   */
  boolean changesAt(long micros) {
    // Rows in order share days; only the day's half is computed, once a second of data at most.
    if (half >= 0 && micros == known) {
      return false;
    }
    known = micros;
    LocalDateTime time = RowKey.time(micros);
    int now =
        (time.getYear() * 12 + time.getMonthValue() - 1) * 2
            + (time.getDayOfMonth() < SECOND_HALF ? 0 : 1);
    boolean changes = half >= 0 && now != half;
    half = now;
    return changes;
  }
}
