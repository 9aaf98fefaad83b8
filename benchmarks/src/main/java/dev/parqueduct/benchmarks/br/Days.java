package dev.parqueduct.benchmarks.br;

import java.util.SplittableRandom;

/** Times of rows, which grow with their ids, in microseconds and as TiDB packs them. */
final class Days {
  private static final long FIRST_DAY = 18_262; // 2020-01-01
  private static final int DAYS = 2_000;
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long[] PACKED = new long[DAYS];

  static {
    for (int i = 0; i < DAYS; i++) {
      java.time.LocalDate day = java.time.LocalDate.ofEpochDay(FIRST_DAY + i);
      PACKED[i] = ((day.getYear() * 13L + day.getMonthValue()) << 5) | day.getDayOfMonth();
    }
  }

  private Days() {}

  static long micros(long id, SplittableRandom random) {
    long day = FIRST_DAY + id / 50_000 % DAYS;
    return day * MICROS_OF_DAY + random.nextLong(MICROS_OF_DAY);
  }

  static long packed(long micros) {
    long ofDay = micros % MICROS_OF_DAY;
    long second = ofDay / 1_000_000;
    long clock = (second / 3600) << 12 | (second / 60 % 60) << 6 | second % 60;
    return (packedDate(micros) << 17 | clock) << 24 | ofDay % 1_000_000;
  }

  static long packedDay(long micros) {
    return packedDate(micros) << 41;
  }

  private static long packedDate(long micros) {
    return PACKED[(int) (micros / MICROS_OF_DAY - FIRST_DAY)];
  }
}
