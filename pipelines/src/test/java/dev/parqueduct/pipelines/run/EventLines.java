package dev.parqueduct.pipelines.run;

import dev.parqueduct.io.report.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The events that are logged while it is open. */
public final class EventLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Event.LOGGER);

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<String> listener;

  /**
   * @param listener is told of each line, on the thread that logs it
   */
  public EventLines(Consumer<String> listener) {
    this.listener = listener;
    setFormatter(new SimpleFormatter());
    LOGGER.addHandler(this);
  }

  public static EventLines collected() {
    return new EventLines(line -> {});
  }

  /** The lines of one event. */
  public List<String> of(String event) {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith("event=" + event + " "))
        .toList();
  }

  @Override
  public void publish(LogRecord record) {
    String line = getFormatter().formatMessage(record);
    lines.add(line);
    listener.accept(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
