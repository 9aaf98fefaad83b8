package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;

/** The forms of dates and times. */
final class TimeColumns {
  private TimeColumns() {}

  /** Dates and times of which some are not in the calendar. */
  abstract static class Calendar extends NumberDecoder {
    private final InvalidDates policy;
    private final RowCounts counts;

    Calendar(int slot, InvalidDates policy, RowCounts counts) {
      super(slot, NumberSign.UNSIGNED);
      this.policy = policy;
      this.counts = counts;
    }

    @Override
    final void number(long packed, RowWriter out) throws BadValueException {
      if (PackedTime.exists(packed)) {
        existing(packed, out);
      } else if (policy == InvalidDates.NULL) {
        counts.add(RowCount.INVALID_DATES_AS_NULL);
        out.setNull(slot);
      } else {
        TextBuffer text = new TextBuffer();
        PackedTime.dateTime(packed, PackedTime.micro(packed) == 0 ? 0 : 6, text);
        throw new BadValueException(
            "the calendar has no "
                + text
                + ": choose --invalidDates=TEXT (dates and times become text columns) or"
                + " --invalidDates=NULL");
      }
    }

    abstract void existing(long packed, RowWriter out);
  }

  /** Days as INT32. */
  static final class Day extends Calendar {
    Day(int slot, InvalidDates policy, RowCounts counts) {
      super(slot, policy, counts);
    }

    @Override
    void existing(long packed, RowWriter out) {
      out.setInt(slot, PackedTime.epochDay(packed));
    }
  }

  /** Microseconds as INT64. */
  static final class Moment extends Calendar {
    Moment(int slot, InvalidDates policy, RowCounts counts) {
      super(slot, policy, counts);
    }

    @Override
    void existing(long packed, RowWriter out) {
      out.setLong(slot, PackedTime.epochMicros(packed));
    }
  }

  /** Dates as text. */
  static final class DayText extends NumberDecoder {
    private final TextBuffer text;

    DayText(int slot, TextBuffer text) {
      super(slot, NumberSign.UNSIGNED);
      this.text = text;
    }

    @Override
    void number(long packed, RowWriter out) {
      PackedTime.date(packed, text.clear());
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** Dates with times as text. */
  static final class MomentText extends NumberDecoder {
    private final int fraction;
    private final TextBuffer text;

    MomentText(int slot, int fraction, TextBuffer text) {
      super(slot, NumberSign.UNSIGNED);
      this.fraction = fraction;
      this.text = text;
    }

    @Override
    void number(long packed, RowWriter out) {
      PackedTime.dateTime(packed, fraction, text.clear());
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** TIME in microseconds. */
  static final class Duration extends NumberDecoder {
    Duration(int slot) {
      super(slot, NumberSign.SIGNED);
    }

    @Override
    void number(long nanos, RowWriter out) throws BadValueException {
      if (nanos % 1000 != 0) {
        throw new BadValueException("a time that is finer than microseconds: " + nanos + " ns");
      }
      out.setLong(slot, nanos / 1000);
    }
  }

  /** TIME as text. */
  static final class DurationAsText extends NumberDecoder {
    private final int fraction;
    private final TextBuffer text;

    DurationAsText(int slot, int fraction, TextBuffer text) {
      super(slot, NumberSign.SIGNED);
      this.fraction = fraction;
      this.text = text;
    }

    @Override
    void number(long nanos, RowWriter out) {
      DurationText.append(nanos, fraction, text.clear());
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }
}
