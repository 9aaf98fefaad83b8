package dev.parqueduct.io.rawkv;

import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.export.RowsRead;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.RejectWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the entries of a unit, and takes each to the files or to the rejects. */
final class KvUnitRows implements Closeable {
  private final UnitOutput output;
  private final RejectWriter rejects;
  private final Map<String, Long> counters = new TreeMap<>();
  private final RowsRead read;
  private long filtered;
  private boolean finished;

  KvUnitRows(BackupUnit unit, UnitOutput output) {
    this.output = output;
    this.read = new RowsRead(output.progress());
    this.rejects =
        new RejectWriter(
            output.store(),
            output.ledger().path(""),
            unit.id(),
            unit.leading().name(),
            output.ledger().pendingFolder(unit.id()));
  }

  void accept(KvOutcome outcome, KvRows rows, UnitFiles files) throws IOException {
    read.add();
    if (outcome == KvOutcome.ROW) {
      rows.write(files.row());
      files.endRow();
      return;
    }
    filtered++;
    counters.merge("entry_" + outcome.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
  }

  void reject(KvRows rows, RejectedEntryException why) throws IOException {
    read.add();
    rejects.add(rows.reject(why, read.count()));
    output.progress().count("rows_rejected", 1);
  }

  /** The files of rejected entries, final; to be called once, at the end. */
  List<FileEntry> rejects() throws IOException {
    read.show();
    finished = true;
    return rejects.finish().map(List::of).orElse(List.of());
  }

  Balance balance() {
    return new Balance(read.count(), 0, 0, filtered, rejects.countByReason());
  }

  Map<String, Long> counters() {
    return counters;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      rejects.close();
    }
  }
}
