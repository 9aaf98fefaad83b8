package dev.parqueduct.transforms.export;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** The counters of what units have written. */
final class UnitCounters implements Serializable {
  private final Counter units = Metrics.counter("export", "units_done");
  private final Counter rows = Metrics.counter("export", "rows_written");
  private final Counter files = Metrics.counter("export", "files_written");
  private final Counter bytes = Metrics.counter("export", "bytes_written");

  void add(UnitEntry entry) {
    units.inc();
    rows.inc(entry.rows().written());
    files.inc(entry.files().size());
    bytes.inc(entry.files().stream().mapToLong(FileEntry::bytes).sum());
  }
}
