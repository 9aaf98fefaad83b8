package dev.parqueduct.io.tidb;

import dev.parqueduct.io.text.TextBuffer;
import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a TIME, which is a number of nanoseconds of either sign. */
final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("(-?)(?:(\\d+) )?(\\d+):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");

  private DurationText() {}

  static void append(long nanos, int fraction, TextBuffer text) {
    if (nanos < 0) {
      text.add('-');
    }
    long micros = Math.abs(nanos / 1000);
    long seconds = micros / 1_000_000;
    text.padded(seconds / 3600, 2);
    text.add(':');
    text.padded(seconds / 60 % 60, 2);
    text.add(':');
    text.padded(seconds % 60, 2);
    PackedTime.fraction((int) (micros % 1_000_000), fraction, text);
  }

  /**
   * Reads what {@link #append} writes; a number of days may come first.
   *
   * @throws DateTimeException when it is no duration
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      throw new DateTimeException("not a time: " + text);
    }
    long days = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
    long hours = days * 24 + Long.parseLong(matcher.group(3));
    long seconds =
        (hours * 60 + Long.parseLong(matcher.group(4))) * 60 + Long.parseLong(matcher.group(5));
    String fraction = matcher.group(6) == null ? "" : matcher.group(6);
    long nanos = seconds * 1_000_000_000 + Long.parseLong((fraction + "000000000").substring(0, 9));
    return matcher.group(1).isEmpty() ? nanos : -nanos;
  }
}
