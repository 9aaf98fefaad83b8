package dev.parqueduct.io.vt;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Scan dates: {@code YYYY-MM-DD HH:MM:SS}, UTC, to milliseconds since the epoch and back. */
final class ScanDate {
  private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String SHAPE = "0000-00-00 00:00:00";
  // Years 0001 to 9999: what TIMESTAMP columns of the databases downstream can hold.
  private static final double MIN_SECONDS = -62_135_596_800d;
  private static final double MAX_SECONDS = 253_402_300_799d;

  private ScanDate() {}

  static boolean isSupported(double epochSeconds) {
    return epochSeconds >= MIN_SECONDS && epochSeconds <= MAX_SECONDS;
  }

  /** {@link Report#NO_DATE} when the text is no such date. */
  static long parse(char[] text, int offset, int length) {
    if (length != SHAPE.length()) {
      return Report.NO_DATE;
    }
    for (int i = 0; i < length; i++) {
      char c = text[offset + i];
      char shape = SHAPE.charAt(i);
      boolean fits = shape == '0' ? c >= '0' && c <= '9' : c == shape || (i == 10 && c == 'T');
      if (!fits) {
        return Report.NO_DATE;
      }
    }
    int year = number(text, offset, 4);
    int month = number(text, offset + 5, 2);
    int day = number(text, offset + 8, 2);
    int hour = number(text, offset + 11, 2);
    int minute = number(text, offset + 14, 2);
    int second = number(text, offset + 17, 2);
    if (year < 1
        || month < 1
        || month > 12
        || day < 1
        || day > LocalDate.of(year, month, 1).lengthOfMonth()
        || hour > 23
        || minute > 59
        || second > 59) {
      return Report.NO_DATE;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
  }

  static String format(long millis) {
    return TEXT.format(LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC));
  }

  private static int number(char[] text, int offset, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      value = 10 * value + text[offset + i] - '0';
    }
    return value;
  }
}
