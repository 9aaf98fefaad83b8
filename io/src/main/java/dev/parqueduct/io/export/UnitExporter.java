package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a unit from its rows to its entry in the ledger: write all files, check the balance of
 * rows, give the files their names, record the unit. A crash at any point leaves either a finished
 * unit or one that is exported again, to the same files. So does a failure of the storage that may
 * pass, after which the unit is begun anew at once: runners on one machine do not do it.
 */
public final class UnitExporter {
  /** A unit is begun four times at most. */
  public static final RetryPolicy RETRIES = new RetryPolicy(3, 1000);

  private final ObjectStore store;
  private final Ledger ledger;
  private final FileSettings settings;
  private final UnitProgress progress;

  private final RetryPolicy retries;

  public UnitExporter(
      ObjectStore store, String output, FileSettings settings, UnitProgress progress) {
    this(store, Ledger.of(output, store), settings, progress, RETRIES);
  }

  private UnitExporter(
      ObjectStore store,
      Ledger ledger,
      FileSettings settings,
      UnitProgress progress,
      RetryPolicy retries) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.settings = requireNonNull(settings, "settings");
    this.progress = requireNonNull(progress, "progress");
    this.retries = requireNonNull(retries, "retries");
  }

  /** With another patience for failures of the storage that may pass. */
  public UnitExporter withRetries(RetryPolicy newRetries) {
    return new UnitExporter(store, ledger, settings, progress, newRetries);
  }

  /**
   * Exports one unit.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when rows are unaccounted for; the unit is
   *     not final then
   */
  public <U> UnitEntry export(UnitExport<U> export, U unit) throws IOException {
    return attempt(export.id(unit), attempt -> write(export, unit, attempt));
  }

  /**
   * Finishes what an earlier attempt at a unit had written in full and not recorded yet.
   *
   * @return the unit's entry, or nothing when it has to be exported
   */
  public <U> Optional<UnitEntry> finishEarlier(UnitExport<U> export, U unit) throws IOException {
    return PendingPublication.finish(export.id(unit), store, ledger);
  }

  /**
   * Goes through a unit as {@link #export} does, and writes nothing.
   *
   * @return what the ledger would hold, without files
   * @throws dev.parqueduct.io.report.RunFailedException when rows are unaccounted for
   */
  public <U> UnitEntry verify(UnitExport<U> export, U unit) throws IOException {
    return attempt(export.id(unit), attempt -> count(export, unit, attempt));
  }

  private interface Work {
    UnitEntry with(UnitAttempt attempt) throws IOException;
  }

  private UnitEntry attempt(String id, Work work) throws IOException {
    return retries.redo(
        "export unit " + id,
        () -> {
          UnitAttempt attempt = new UnitAttempt(progress);
          boolean done = false;
          try {
            UnitEntry entry = work.with(attempt);
            attempt.succeeded();
            done = true;
            UnitEvents.done(entry, attempt);
            return entry;
          } catch (IOException | RuntimeException e) {
            UnitEvents.failed(id, e);
            throw e;
          } finally {
            if (!done) {
              attempt.failed();
            }
          }
        });
  }

  private <U> UnitEntry write(UnitExport<U> export, U unit, UnitAttempt attempt)
      throws IOException {
    long start = System.nanoTime();
    String id = export.id(unit);
    try (UnitOutput output = UnitOutput.writing(store, ledger, id, settings, attempt)) {
      UnitOutcome outcome = export.export(unit, output);
      List<FileEntry> files = new ArrayList<>(outcome.kept());
      files.addAll(output.complete());
      Balance rows = outcome.rows().withWritten(files.stream().mapToLong(FileEntry::rows).sum());
      rows.check("unit " + id);
      UnitEntry entry = entry(id, outcome, files, rows);
      output.publish(entry);
      long published = System.nanoTime();
      ledger.commit(entry);
      addStages(attempt, output, published - start);
      attempt.stage(Stage.LEDGER, System.nanoTime() - published);
      return entry;
    }
  }

  private <U> UnitEntry count(UnitExport<U> export, U unit, UnitAttempt attempt)
      throws IOException {
    long start = System.nanoTime();
    String id = export.id(unit);
    try (UnitOutput output = UnitOutput.counting(store, ledger, id, settings, attempt)) {
      UnitOutcome outcome = export.export(unit, output);
      List<FileEntry> none = output.complete();
      Balance rows = outcome.rows().withWritten(output.rows());
      rows.check("unit " + id);
      addStages(attempt, output, System.nanoTime() - start);
      return entry(id, outcome, none, rows);
    }
  }

  private static void addStages(UnitAttempt attempt, UnitOutput output, long nanos) {
    attempt.stage(Stage.DOWNLOAD, output.downloadNanos());
    attempt.stage(Stage.UPLOAD, output.uploadNanos());
    attempt.stage(Stage.CONVERT, nanos - output.downloadNanos() - output.uploadNanos());
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
