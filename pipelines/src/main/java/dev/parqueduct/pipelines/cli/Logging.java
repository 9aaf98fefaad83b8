package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.Event;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Log lines for people: one line each, on standard error. */
final class Logging {
  // The log manager holds loggers weakly: without this field its level could be lost.
  private static final Logger OURS = Logger.getLogger("dev.parqueduct");
  private static final Logger EVENTS = Logger.getLogger(Event.LOGGER);
  // A progress bar may stand in the line; it is drawn again below.
  private static final String CLEAR_LINE = "\r\u001b[K";
  // Hadoop warns of every start that its native library is missing, which changes nothing.
  private static final Logger NATIVE_HADOOP =
      Logger.getLogger("org.apache.hadoop.util.NativeCodeLoader");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private Logging() {}

  static void configure(boolean verbose) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    String begin = Boolean.getBoolean("parqueduct.terminal") ? CLEAR_LINE : "";
    console.setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord record) {
            return String.format(
                "%s%s %s %s%n",
                begin,
                TIME.format(record.getInstant()),
                record.getLevel().getName(),
                formatMessage(record));
          }
        });
    root.addHandler(console);
    // Libraries are only heard when something is wrong.
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    NATIVE_HADOOP.setLevel(Level.SEVERE);
    OURS.setLevel(verbose ? Level.FINE : Level.INFO);
    // One a unit: too many for people who did not ask.
    EVENTS.setLevel(verbose ? Level.INFO : Level.WARNING);
  }
}
