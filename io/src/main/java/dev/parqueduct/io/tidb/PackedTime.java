package dev.parqueduct.io.tidb;

import dev.parqueduct.io.text.TextBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates and times packed into 64 bits: year times 13 plus month, day of 5 bits, hour of 5, minute
 * and second of 6, microsecond of 24 (TiDB's pkg/types/time.go, ToPackedUint). Months and days may
 * be zero, and days may be ones that their month does not have.
 */
final class PackedTime {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private PackedTime() {}

  static long pack(int year, int month, int day, int hour, int minute, int second, int micro) {
    long date = (year * 13L + month) << 5 | day;
    long time = (long) hour << 12 | minute << 6 | second;
    return (date << 17 | time) << 24 | micro;
  }

  static int year(long packed) {
    return (int) (packed >>> 46) / 13;
  }

  static int month(long packed) {
    return (int) (packed >>> 46) % 13;
  }

  static int day(long packed) {
    return (int) (packed >>> 41) & 31;
  }

  static int hour(long packed) {
    return (int) (packed >>> 36) & 31;
  }

  static int minute(long packed) {
    return (int) (packed >>> 30) & 63;
  }

  static int second(long packed) {
    return (int) (packed >>> 24) & 63;
  }

  static int micro(long packed) {
    return (int) packed & 0xff_ffff;
  }

  /** Whether the calendar has the day, and the day the time. */
  static boolean exists(long packed) {
    int month = month(packed);
    int day = day(packed);
    return packed >>> 63 == 0
        && year(packed) <= 9999
        && month > 0
        && day > 0
        && day <= daysOf(year(packed), month)
        && hour(packed) < 24
        && minute(packed) < 60
        && second(packed) < 60
        && micro(packed) < 1_000_000;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 of a day that {@link #exists}. */
  static int epochDay(long packed) {
    // Counted in years that begin with March, so that the leap day comes last (the algorithm
    // that Howard Hinnant describes as days_from_civil).
    int month = month(packed);
    int year = year(packed) - (month <= 2 ? 1 : 0);
    int era = Math.floorDiv(year, 400);
    int yearOfEra = year - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day(packed) - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /** Microseconds since 1970-01-01 of a time that {@link #exists}. */
  static long epochMicros(long packed) {
    long seconds = (hour(packed) * 60L + minute(packed)) * 60 + second(packed);
    return epochDay(packed) * MICROS_PER_DAY + seconds * 1_000_000 + micro(packed);
  }

  static void date(long packed, TextBuffer text) {
    text.padded(year(packed), 4);
    text.add('-');
    text.padded(month(packed), 2);
    text.add('-');
    text.padded(day(packed), 2);
  }

  static void dateTime(long packed, int fraction, TextBuffer text) {
    date(packed, text);
    text.add(' ');
    text.padded(hour(packed), 2);
    text.add(':');
    text.padded(minute(packed), 2);
    text.add(':');
    text.padded(second(packed), 2);
    fraction(micro(packed), fraction, text);
  }

  /** Adds a point and the first digits of six. */
  static void fraction(int micro, int digits, TextBuffer text) {
    if (digits > 0) {
      text.add('.');
      text.padded(micro, 6);
      text.shorten(text.length() - 6 + digits);
    }
  }

  /**
   * Reads a date, or a date and a time, as TiDB writes them.
   *
   * @throws DateTimeException when it is none
   */
  static long parse(String text) {
    String[] parts = text.trim().split("[- :.T]", -1);
    if (parts.length != 3 && parts.length != 6 && parts.length != 7) {
      throw new DateTimeException("not a date or time: " + text);
    }
    int[] numbers = new int[7];
    try {
      for (int i = 0; i < parts.length; i++) {
        String digits = i == 6 ? (parts[i] + "000000").substring(0, 6) : parts[i];
        numbers[i] = Integer.parseUnsignedInt(digits);
      }
    } catch (NumberFormatException e) {
      throw new DateTimeException("not a date or time: " + text, e);
    }
    if (numbers[0] > 9999
        || numbers[1] > 12
        || numbers[2] > 31
        || numbers[3] > 23
        || numbers[4] > 59
        || numbers[5] > 59) {
      throw new DateTimeException("not a date or time: " + text);
    }
    return pack(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }

  /** The packed form of a day and the microseconds since it began. */
  static long of(LocalDate day, long microOfDay) {
    long seconds = microOfDay / 1_000_000;
    return pack(
        day.getYear(),
        day.getMonthValue(),
        day.getDayOfMonth(),
        (int) (seconds / 3600),
        (int) (seconds / 60 % 60),
        (int) (seconds % 60),
        (int) (microOfDay % 1_000_000));
  }
}
