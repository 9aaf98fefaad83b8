package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.ValueOptions.EndOfDay;
import dev.parqueduct.io.postgres.ValueOptions.InfiniteDates;

/** Dates, times and intervals. PostgreSQL counts from 2000-01-01, Parquet from 1970-01-01. */
final class TimeValues {
  private static final int DAYS_TO_2000 = 10_957;
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long MICROS_TO_2000 = DAYS_TO_2000 * MICROS_OF_DAY;

  private TimeValues() {}

  /** Writes what stands for a value that has no place, or refuses it. */
  private static void withoutPlace(
      ValueDecoder decoder, InfiniteDates policy, String value, int repetition, RowWriter out)
      throws BadValueException {
    if (policy == InfiniteDates.NULL) {
      decoder.nothing(repetition, out);
    } else {
      throw new BadValueException(
          value
              + " has no place in the column: choose --infiniteDates=TEXT (dates, timestamps and"
              + " intervals become text) or --infiniteDates=NULL");
    }
  }

  private static long time(byte[] bytes, int offset) throws BadValueException {
    long micros = BigEndian.int64(bytes, offset);
    if (micros < 0 || micros > MICROS_OF_DAY) {
      throw new BadValueException("a time of " + micros + " microseconds");
    }
    return micros;
  }

  private static void endOfDay(ValueDecoder decoder, EndOfDay policy, int repetition, RowWriter out)
      throws BadValueException {
    if (policy == EndOfDay.NULL) {
      decoder.nothing(repetition, out);
    } else {
      throw new BadValueException(
          "24:00:00 has no place in TIME: choose --endOfDay=TEXT (times become text) or"
              + " --endOfDay=NULL");
    }
  }

  /** {@code date}: int32 days. */
  static final class Day extends LeafDecoder {
    private final InfiniteDates policy;

    Day(Place place, int slot, InfiniteDates policy) {
      super(place, slot);
      this.policy = policy;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Integer.BYTES);
      int days = BigEndian.int32(bytes, offset);
      if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
        String value = days < 0 ? "-infinity" : "infinity";
        withoutPlace(this, policy, value, repetition, out);
      } else if (days > Integer.MAX_VALUE - DAYS_TO_2000) {
        throw new BadValueException("a date of " + days + " days");
      } else {
        out.addInt(slot, repetition, days + DAYS_TO_2000);
      }
    }
  }

  /** {@code timestamp} and {@code timestamptz}: int64 microseconds, the latter in UTC. */
  static final class Moment extends LeafDecoder {
    private final InfiniteDates policy;

    Moment(Place place, int slot, InfiniteDates policy) {
      super(place, slot);
      this.policy = policy;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Long.BYTES);
      long micros = BigEndian.int64(bytes, offset);
      if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
        String value = micros < 0 ? "-infinity" : "infinity";
        withoutPlace(this, policy, value, repetition, out);
      } else if (micros > Long.MAX_VALUE - MICROS_TO_2000) {
        String value = "a timestamp of " + micros + " microseconds from 2000";
        withoutPlace(this, policy, value, repetition, out);
      } else {
        out.addLong(slot, repetition, micros + MICROS_TO_2000);
      }
    }
  }

  /** {@code time}: int64 microseconds. */
  static final class Time extends LeafDecoder {
    private final EndOfDay policy;

    Time(Place place, int slot, EndOfDay policy) {
      super(place, slot);
      this.policy = policy;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Long.BYTES);
      long micros = time(bytes, offset);
      if (micros == MICROS_OF_DAY) {
        endOfDay(this, policy, repetition, out);
      } else {
        out.addLong(slot, repetition, micros);
      }
    }
  }

  /** {@code timetz}: int64 microseconds, then int32 seconds west of UTC. */
  static final class TimeTz extends ValueDecoder {
    private final int slot;
    private final EndOfDay policy;

    TimeTz(Place place, int slot, EndOfDay policy) {
      super(place);
      this.slot = slot;
      this.policy = policy;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Long.BYTES + Integer.BYTES);
      long micros = time(bytes, offset);
      if (micros == MICROS_OF_DAY) {
        endOfDay(this, policy, repetition, out);
        return;
      }
      out.addLong(slot, repetition, micros);
      out.addInt(slot + 1, repetition, -BigEndian.int32(bytes, offset + Long.BYTES));
    }

    @Override
    void absent(int repetition, int definition, RowWriter out) {
      out.addNull(slot, repetition, definition);
      out.addNull(slot + 1, repetition, definition);
    }
  }

  /** {@code interval}: int64 microseconds, int32 days, int32 months. */
  static final class Interval extends ValueDecoder {
    private static final int DAYS = Long.BYTES;
    private static final int MONTHS = DAYS + Integer.BYTES;

    private final int slot;
    private final InfiniteDates policy;

    Interval(Place place, int slot, InfiniteDates policy) {
      super(place);
      this.slot = slot;
      this.policy = policy;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, MONTHS + Integer.BYTES);
      long micros = BigEndian.int64(bytes, offset);
      int days = BigEndian.int32(bytes, offset + DAYS);
      int months = BigEndian.int32(bytes, offset + MONTHS);
      // Infinite from PostgreSQL 17 on; before that intervals that nobody meant.
      if (micros == Long.MAX_VALUE && days == Integer.MAX_VALUE && months == Integer.MAX_VALUE) {
        withoutPlace(this, policy, "infinity", repetition, out);
      } else if (micros == Long.MIN_VALUE
          && days == Integer.MIN_VALUE
          && months == Integer.MIN_VALUE) {
        withoutPlace(this, policy, "-infinity", repetition, out);
      } else {
        out.addInt(slot, repetition, months);
        out.addInt(slot + 1, repetition, days);
        out.addLong(slot + 2, repetition, micros);
      }
    }

    @Override
    void absent(int repetition, int definition, RowWriter out) {
      for (int i = 0; i < 3; i++) {
        out.addNull(slot + i, repetition, definition);
      }
    }
  }
}
