package dev.parqueduct.io.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.Lookups;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.Event;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fills the files of a unit: asks for the rows that have no value, writes each file anew beside the
 * old one, compares the two, and lets the new one take the old one's place in one step. A crash
 * leaves either of them, never anything else, and the export's ledger tells of the one that is
 * there. Rows that could not be looked up stay as they are, and are listed.
 */
public final class UnitClassifier {
  /** The counter of rows that could not be looked up. */
  public static final String FAILED = "rowsFailed";

  /** The counter of rows that were asked for. */
  public static final String ASKED = "rowsAsked";

  /** The counter of rows that have got a value. */
  public static final String FOUND = "rowsFound";

  /** The counter of rows whose object the store does not have. */
  public static final String ABSENT = "rowsAbsent";

  /** The counter of rows without a key. */
  public static final String WITHOUT_KEY = "rowsWithoutKey";

  /** The counter of files that were written anew. */
  public static final String REWRITTEN = "filesRewritten";

  private static final RetryPolicy RETRIES = new RetryPolicy(3, 1000);

  private final ObjectStore store;
  private final ClassifyRequest request;
  private final Ledger ledger;
  private final Ledger record;
  private final Lookups lookups;
  private final UnitProgress progress;

  public UnitClassifier(
      ObjectStore store, ClassifyRequest request, Lookups lookups, UnitProgress progress) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
    this.lookups = requireNonNull(lookups, "lookups");
    this.progress = requireNonNull(progress, "progress");
    this.ledger = Ledger.of(request.input(), store);
    this.record = Ledger.of(request.folder(), store);
  }

  /**
   * Fills a unit, and records what came of it.
   *
   * @throws RunFailedException with exit code 1 if the store turned out to be down; what had been
   *     found by then is in the files
   */
  public UnitEntry classify(ClassifyUnit unit) throws IOException {
    if (lookups.isDown()) {
      throw down();
    }
    UnitEntry entry = RETRIES.redo("fill unit " + unit.id(), () -> fill(unit));
    Event.of("unit_done")
        .with("unit", entry.unit())
        .with("rows", entry.rows().read())
        .with("asked", entry.counters().get(ASKED))
        .with("found", entry.counters().get(FOUND))
        .with("absent", entry.counters().get(ABSENT))
        .with("failed", entry.counters().get(FAILED))
        .log();
    if (lookups.isDown()) {
      throw down();
    }
    return entry;
  }

  private RunFailedException down() {
    return RunFailedException.failed(
        "The lookups at "
            + request.prefix()
            + " fail ("
            + lookups.lastFailure()
            + "). What was found before is in the files; run the same command again to go on.");
  }

  private UnitEntry fill(ClassifyUnit unit) throws IOException {
    boolean exported = unit.origin() == ClassifyUnit.Origin.EXPORT;
    UnitEntry current = exported ? ledger.settle(unit.id()) : null;
    Map<String, Long> counters = new TreeMap<>();
    List<SourceEntry> sources = new ArrayList<>();
    long rows = 0;
    try (FailedKeys failed = new FailedKeys(store, record, request.folder(), unit.id())) {
      for (FileEntry file : exported ? current.files() : unit.files()) {
        FileFill filled = fill(unit, current, file, counters);
        failed.add(file.path(), filled.answers.failures());
        current = filled.current;
        sources.add(new SourceEntry(file.path(), filled.file.bytes()));
        rows += filled.rows;
        progress.count("files_read", 1);
      }
      List<FileEntry> lists = failed.finish().map(List::of).orElse(List.of());
      UnitEntry done =
          new UnitEntry(
              unit.id(),
              sources,
              List.of(),
              List.of(),
              lists,
              new Balance(rows, rows, 0, 0, Map.of()),
              counters,
              Map.of());
      record.commit(done);
      return done;
    }
  }

  /** What became of a file, and of the export's entry with it. */
  private record FileFill(FileAnswers answers, FileEntry file, UnitEntry current, long rows) {}

  private FileFill fill(
      ClassifyUnit unit, UnitEntry current, FileEntry file, Map<String, Long> counters)
      throws IOException {
    String path = ledger.path(file.path());
    try (SeekableByteChannel channel = store.openSeekable(path);
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      ClassifyColumns columns = ClassifyColumns.of(scan.schema(), request, path);
      long start = System.nanoTime();
      FileAnswers answers = FileAnswers.ask(scan, columns, request.scope(), lookups, progress);
      progress.stage(Stage.DOWNLOAD, System.nanoTime() - start);
      count(answers, counters);
      FileEntry filled = file;
      UnitEntry now = current;
      if (answers.rows(Answer.Kind.FOUND) > 0) {
        try (FilledFile next =
            FilledFile.write(store, ledger, unit.id(), file, scan, columns, answers)) {
          filled = next.entry();
          now = next.replace(Optional.ofNullable(current), progress);
        }
        counters.merge(REWRITTEN, 1L, Long::sum);
        progress.count("files_written", 1);
        progress.count("bytes_written", filled.bytes());
        progress.count("rows_written", answers.rows(Answer.Kind.FOUND));
      }
      return new FileFill(answers, filled, now, scan.summary().rows());
    } catch (DamagedFileException e) {
      throw RunFailedException.failed(
          path + " is damaged (" + e.getMessage() + "). It is left as it is; export it again.");
    }
  }

  private static void count(FileAnswers answers, Map<String, Long> counters) {
    counters.merge(ASKED, answers.rowsOfScope() - answers.withoutKey(), Long::sum);
    counters.merge(WITHOUT_KEY, answers.withoutKey(), Long::sum);
    counters.merge(FOUND, answers.rows(Answer.Kind.FOUND), Long::sum);
    counters.merge(ABSENT, answers.rows(Answer.Kind.ABSENT), Long::sum);
    counters.merge(FAILED, answers.rows(Answer.Kind.FAILED), Long::sum);
  }
}
