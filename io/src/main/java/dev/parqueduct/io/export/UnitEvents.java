package dev.parqueduct.io.export;

import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.Event;
import java.util.Locale;

/** The log lines on units. */
final class UnitEvents {
  private UnitEvents() {}

  static void done(UnitEntry entry, UnitAttempt attempt) {
    Event event =
        Event.of("unit_done")
            .with("unit", entry.unit())
            .with("rows_read", entry.rows().read())
            .with("rows_written", entry.rows().written())
            .with("files", entry.files().size())
            .with("bytes", entry.files().stream().mapToLong(FileEntry::bytes).sum());
    for (Stage stage : Stage.values()) {
      event.with(stage.name().toLowerCase(Locale.ROOT) + "_ms", attempt.millis(stage));
    }
    event.log();
  }

  static void failed(String unit, Exception why) {
    Event.of("unit_failed").with("unit", unit).with("reason", why.toString()).log();
  }
}
