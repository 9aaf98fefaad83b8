package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries a unit from its rows to its entry in the ledger: write all files, check the balance of
 * rows, give the files their names, record the unit. A crash at any point leaves either a finished
 * unit or one that is exported again, to the same files.
 */
public final class UnitExporter {
  private final ObjectStore store;
  private final Ledger ledger;
  private final FileSettings settings;
  private final UnitProgress progress;

  public UnitExporter(
      ObjectStore store, String output, FileSettings settings, UnitProgress progress) {
    this.store = requireNonNull(store, "store");
    this.ledger = Ledger.of(output, store);
    this.settings = requireNonNull(settings, "settings");
    this.progress = requireNonNull(progress, "progress");
  }

  /**
   * Exports one unit.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when rows are unaccounted for; the unit is
   *     not final then
   */
  public <U> UnitEntry export(UnitExport<U> export, U unit) throws IOException {
    long start = System.nanoTime();
    String id = export.id(unit);
    try (UnitOutput output = UnitOutput.writing(store, ledger, id, settings, progress)) {
      UnitOutcome outcome = export.export(unit, output);
      List<FileEntry> written = output.complete();
      Balance rows = outcome.rows().withWritten(written.stream().mapToLong(FileEntry::rows).sum());
      rows.check("unit " + id);
      UnitEntry entry = entry(id, outcome, written, rows);
      output.publish(entry);
      long published = System.nanoTime();
      ledger.commit(entry);
      progress.stage(Stage.DOWNLOAD, output.downloadNanos());
      progress.stage(Stage.UPLOAD, output.uploadNanos());
      progress.stage(
          Stage.CONVERT, published - start - output.downloadNanos() - output.uploadNanos());
      progress.stage(Stage.LEDGER, System.nanoTime() - published);
      return entry;
    }
  }

  /**
   * Finishes what an earlier attempt at a unit had written in full and not recorded yet, or whose
   * record is lost.
   *
   * @return the unit's entry, or nothing when it has to be exported
   */
  public <U> Optional<UnitEntry> finishEarlier(UnitExport<U> export, U unit) throws IOException {
    Optional<UnitEntry> pending = PendingPublication.finish(export.id(unit), store, ledger);
    if (pending.isPresent()) {
      return pending;
    }
    Optional<UnitEntry> adopted = export.adopt(unit, store, ledger);
    if (adopted.isPresent()) {
      ledger.commit(adopted.get());
    }
    return adopted;
  }

  /**
   * Goes through a unit as {@link #export} does, and writes nothing.
   *
   * @return what the ledger would hold, without files
   * @throws dev.parqueduct.io.report.RunFailedException when rows are unaccounted for
   */
  public <U> UnitEntry verify(UnitExport<U> export, U unit) throws IOException {
    String id = export.id(unit);
    try (UnitOutput output = UnitOutput.counting(store, ledger, id, settings, progress)) {
      UnitOutcome outcome = export.export(unit, output);
      List<FileEntry> none = output.complete();
      Balance rows = outcome.rows().withWritten(output.rows());
      rows.check("unit " + id);
      return entry(id, outcome, none, rows);
    }
  }

  private static UnitEntry entry(
      String id, UnitOutcome outcome, List<FileEntry> files, Balance rows) {
    return new UnitEntry(
        id,
        outcome.sources(),
        files,
        outcome.indexes(),
        outcome.rejects(),
        rows,
        outcome.counters(),
        outcome.sums());
  }
}
