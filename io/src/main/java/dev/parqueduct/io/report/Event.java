package dev.parqueduct.io.report;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log line for programs, {@code event=unit_done unit=20201101-000 rows_read=900}: names and
 * values with {@code =} between them, values with spaces in quotes. All are of one logger, {@value
 * #LOGGER}.
 */
public final class Event {
  public static final String LOGGER = "dev.parqueduct.events";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final StringBuilder line = new StringBuilder();

  private Event() {}

  public static Event of(String name) {
    return new Event().with("event", name);
  }

  public Event with(String name, long value) {
    return with(name, String.valueOf(value));
  }

  public Event with(String name, double value) {
    return with(name, String.format(Locale.ROOT, "%.3f", value));
  }

  public Event with(String name, String value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(name).append('=');
    String oneLine = value.replaceAll("\\s+", " ");
    if (oneLine.isEmpty() || oneLine.contains(" ") || oneLine.contains("\"")) {
      line.append('"').append(oneLine.replace("\"", "'")).append('"');
    } else {
      line.append(oneLine);
    }
    return this;
  }

  /** Logs it. */
  public void log() {
    LOG.info("{}", line);
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
