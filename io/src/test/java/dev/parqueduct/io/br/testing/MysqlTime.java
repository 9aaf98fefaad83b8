package dev.parqueduct.io.br.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A date or time as MySQL can store it, zero parts and days that no calendar has included.
 *
 * <p>As a column's value it stands for itself; {@link LocalDate}, {@link LocalDateTime} and {@link
 * Instant} stand for the usual ones.
 */
public record MysqlTime(int year, int month, int day, int hour, int minute, int second, int micro) {
  public static final MysqlTime ZERO = new MysqlTime(0, 0, 0, 0, 0, 0, 0);

  public static MysqlTime date(int year, int month, int day) {
    return new MysqlTime(year, month, day, 0, 0, 0, 0);
  }

  static MysqlTime of(Object value) {
    if (value instanceof MysqlTime time) {
      return time;
    }
    if (value instanceof LocalDate date) {
      return date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
    LocalDateTime time =
        value instanceof Instant instant
            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
            : (LocalDateTime) value;
    return new MysqlTime(
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getNano() / 1000);
  }

  /** TiDB's packed form (pkg/types, Time.ToPackedUint). */
  long packed() {
    long days = ((year * 13L + month) << 5) | day;
    long seconds = ((long) hour << 12) | ((long) minute << 6) | second;
    return (((days << 17) | seconds) << 24) | micro;
  }

  /** Whether a calendar has this day. */
  boolean exists() {
    return month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || (day <= LocalDate.of(year, month, 1).lengthOfMonth()));
  }

  /** As TiDB prints it: with {@code digits} digits of the second's fraction. */
  String datetime(int digits) {
    String text = "%s %02d:%02d:%02d".formatted(date(), hour, minute, second);
    return digits <= 0 ? text : text + "." + "%06d".formatted(micro).substring(0, digits);
  }

  String date() {
    return "%04d-%02d-%02d".formatted(year, month, day);
  }
}
