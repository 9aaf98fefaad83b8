package dev.parqueduct.io.objects.lookup;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header by which a store asks to be left alone: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * Milliseconds from now on; 0 for a moment that has passed, and for what is neither.
   *
   * @param value of the header
   */
  static long millis(String value, Instant now) {
    String text = value.strip();
    try {
      return Math.max(0, Math.min(Integer.MAX_VALUE, Long.parseLong(text)) * 1000);
    } catch (NumberFormatException e) {
      try {
        Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return Math.max(0, Duration.between(now, then).toMillis());
      } catch (DateTimeException noDate) {
        return 0;
      }
    }
  }
}
