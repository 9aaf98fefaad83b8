package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one unit writes: data files of one table or of several, which get their final names
 * together, when all rows are written.
 */
public final class UnitOutput implements Closeable {
  /** Whether rows end in files. */
  enum Mode {
    WRITE,
    /** Rows are encoded and counted, and nothing is written. */
    COUNT
  }

  private final ObjectStore store;
  private final Ledger ledger;
  private final String unit;
  private final FileSettings settings;
  private final UnitProgress progress;
  private final Mode mode;
  private long downloadNanos;
  private boolean publicationNoted;
  private final List<UnitFiles> tables = new ArrayList<>();

  private UnitOutput(
      ObjectStore store,
      Ledger ledger,
      String unit,
      FileSettings settings,
      UnitProgress progress,
      Mode mode) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.unit = requireNonNull(unit, "unit");
    this.settings = requireNonNull(settings, "settings");
    this.progress = requireNonNull(progress, "progress");
    this.mode = mode;
  }

  static UnitOutput writing(
      ObjectStore store, Ledger ledger, String unit, FileSettings settings, UnitProgress progress) {
    return new UnitOutput(store, ledger, unit, settings, progress, Mode.WRITE);
  }

  /** An output that encodes and counts rows like any other, and leaves nothing behind. */
  static UnitOutput counting(
      ObjectStore store, Ledger ledger, String unit, FileSettings settings, UnitProgress progress) {
    return new UnitOutput(store, ledger, unit, settings, progress, Mode.COUNT);
  }

  public String unit() {
    return unit;
  }

  public ObjectStore store() {
    return store;
  }

  public Ledger ledger() {
    return ledger;
  }

  public UnitProgress progress() {
    return progress;
  }

  /** Says how long reading the source has taken, in addition to what was said before. */
  public void downloaded(long nanos) {
    downloadNanos += nanos;
  }

  long downloadNanos() {
    return downloadNanos;
  }

  long uploadNanos() {
    return tables.stream().mapToLong(UnitFiles::uploadNanos).sum();
  }

  /** Begins the files of a table; tables of one unit must not share file names. */
  public UnitFiles table(TableLayout layout) {
    return table(layout, FileDescription.NONE);
  }

  /** Begins the files of a table that are described while they are written. */
  public UnitFiles table(TableLayout layout, FileDescription description) {
    UnitFiles files = new UnitFiles(store, ledger, unit, layout, settings, mode, description);
    tables.add(files);
    return files;
  }

  /** Rows written so far. */
  public long rows() {
    return tables.stream().mapToLong(UnitFiles::rows).sum();
  }

  /** Completes the files; they are not visible yet. */
  List<FileEntry> complete() throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    for (UnitFiles files : tables) {
      entries.addAll(files.complete());
    }
    return entries;
  }

  /**
   * Gives the completed files their final names. Where these tell of the rows, what is about to
   * happen is noted first: another attempt may choose other names, and would leave these behind.
   */
  void publish(UnitEntry entry) throws IOException {
    if (tables.stream().anyMatch(UnitFiles::namesTellRows)) {
      List<String> temporary =
          tables.stream().flatMap(files -> files.temporaryPaths().stream()).toList();
      new PendingPublication(entry, temporary).write(store, ledger);
      publicationNoted = true;
    }
    for (UnitFiles files : tables) {
      files.publish();
    }
  }

  /** Removes what is not published, unless it is noted that it is about to be. */
  @Override
  public void close() throws IOException {
    if (publicationNoted) {
      return;
    }
    for (UnitFiles files : tables) {
      files.close();
    }
  }
}
