package dev.parqueduct.transforms.clickhouse;

import dev.parqueduct.io.clickhouse.events.BackfillFailure;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.transforms.export.TryUnits;
import java.io.IOException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a piece of work; a failure is an output, and does not end the run. */
final class BackfillAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillAttempt.class);
  private static final Counter DONE = Metrics.counter("export", "units_done");
  private static final Counter FAILED = Metrics.counter("export", "units_failed");

  private BackfillAttempt() {}

  /** The work. */
  @FunctionalInterface
  interface Work {
    UnitEntry run() throws IOException;
  }

  /**
   * Does it.
   *
   * @param unit its name, for the message
   * @param forget drops what the work holds, which may be half filled after a failure
   */
  static void run(String unit, MultiOutputReceiver out, Work work, Runnable forget) {
    try {
      out.get(TryUnits.DONE).output(work.run());
      DONE.inc();
    } catch (IOException | RuntimeException e) {
      if (e instanceof RunFailedException end && end.exitCode() == ExitCode.INTERRUPTED) {
        throw end;
      }
      forget.run();
      String line = BackfillFailure.line(e);
      LOG.error("event=unit_failed unit={} {}", unit, line);
      FAILED.inc();
      out.get(TryUnits.FAILED).output(new UnitFailure(unit, line));
    }
  }
}
