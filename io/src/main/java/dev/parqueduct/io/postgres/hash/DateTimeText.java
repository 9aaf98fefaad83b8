package dev.parqueduct.io.postgres.hash;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times as the server writes them with {@code DateStyle = ISO}, in the units that
 * it keeps them in: days and microseconds since 2000-01-01.
 */
final class DateTimeText {
  /** Days from 1970-01-01 to 2000-01-01. */
  static final int EPOCH_DAYS = 10_957;

  private static final long DAY_MICROS = 86_400_000_000L;

  /** Microseconds from 1970-01-01 to 2000-01-01. */
  static final long EPOCH_MICROS = EPOCH_DAYS * DAY_MICROS;

  private static final String DATE = "(\\d{4,})-(\\d\\d)-(\\d\\d)";
  private static final String TIME = "(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?";
  private static final String ZONE = "(?:([+-])(\\d\\d)(?::(\\d\\d))?(?::(\\d\\d))?)?";
  private static final Pattern DATE_TEXT = Pattern.compile(DATE + "( BC)?");
  private static final Pattern TIME_TEXT = Pattern.compile(TIME + ZONE);
  private static final Pattern TIMESTAMP_TEXT =
      Pattern.compile(DATE + " " + TIME + ZONE + "( BC)?");

  private DateTimeText() {}

  static int date(String text) {
    return switch (text) {
      case "infinity" -> Integer.MAX_VALUE;
      case "-infinity" -> Integer.MIN_VALUE;
      default -> {
        Matcher match = match(DATE_TEXT, text);
        yield (int) days(match, match.group(4) != null);
      }
    };
  }

  static long time(String text) {
    return micros(match(TIME_TEXT, text), 1);
  }

  /** Seconds west of Greenwich of a time with a zone. */
  static int zone(String text) {
    return -offset(match(TIME_TEXT, text), 5);
  }

  static long timestamp(String text) {
    return switch (text) {
      case "infinity" -> Long.MAX_VALUE;
      case "-infinity" -> Long.MIN_VALUE;
      default -> {
        Matcher match = match(TIMESTAMP_TEXT, text);
        yield days(match, match.group(12) != null) * DAY_MICROS
            + micros(match, 4)
            - offset(match, 8) * 1_000_000L;
      }
    };
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher match = pattern.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a date or time in ISO form: " + text);
    }
    return match;
  }

  private static long days(Matcher match, boolean beforeChrist) {
    int year = Integer.parseInt(match.group(1));
    LocalDate date =
        LocalDate.of(
            beforeChrist ? 1 - year : year,
            Integer.parseInt(match.group(2)),
            Integer.parseInt(match.group(3)));
    return date.toEpochDay() - EPOCH_DAYS;
  }

  private static long micros(Matcher match, int group) {
    long seconds =
        Integer.parseInt(match.group(group)) * 3600L
            + Integer.parseInt(match.group(group + 1)) * 60L
            + Integer.parseInt(match.group(group + 2));
    String fraction = match.group(group + 3);
    return seconds * 1_000_000
        + (fraction == null ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6)));
  }

  private static int offset(Matcher match, int group) {
    if (match.group(group) == null) {
      return 0;
    }
    int seconds = Integer.parseInt(match.group(group + 1)) * 3600;
    if (match.group(group + 2) != null) {
      seconds += Integer.parseInt(match.group(group + 2)) * 60;
    }
    if (match.group(group + 3) != null) {
      seconds += Integer.parseInt(match.group(group + 3));
    }
    return match.group(group).equals("-") ? -seconds : seconds;
  }
}
