package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data files of one table in one unit: rows go to Parquet files of at most {@code rowsPerFile}
 * rows. A file is begun by its first row, so none is ever empty.
 *
 * <p>For each row: take {@link #row()}, set its columns, call {@link #endRow()}.
 */
public final class UnitFiles implements Closeable {
  private final ObjectStore store;
  private final Ledger ledger;
  private final String unit;
  private final TableLayout layout;
  private final FileSettings settings;
  private final UnitOutput.Mode mode;
  private final FileDescription description;
  private final List<PendingObject> objects = new ArrayList<>();
  private final List<FileEntry> entries = new ArrayList<>();
  private RowWriter writer;
  private long rowsInFile;
  private long rows;

  UnitFiles(
      ObjectStore store,
      Ledger ledger,
      String unit,
      TableLayout layout,
      FileSettings settings,
      UnitOutput.Mode mode,
      FileDescription description) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.unit = requireNonNull(unit, "unit");
    this.layout = requireNonNull(layout, "layout");
    this.settings = requireNonNull(settings, "settings");
    this.mode = requireNonNull(mode, "mode");
    this.description = requireNonNull(description, "description");
  }

  /** The writer that the next row goes to. */
  public RowWriter row() throws IOException {
    if (writer == null) {
      writer =
          RowWriter.to(openFile(), layout.schema())
              .compression(settings.compression())
              .rowGroupBytes(settings.rowGroupBytes())
              .rowGroupRows(settings.rowGroupRows())
              .metadata(metadata())
              .open();
    }
    return writer;
  }

  private OutputStream openFile() throws IOException {
    if (mode == UnitOutput.Mode.COUNT) {
      return OutputStream.nullOutputStream();
    }
    int number = objects.size();
    String name =
        layout.naming().tellsRows()
            ? unit + "-" + number
            : layout.naming().path(CompleteFile.numbered(unit, number));
    PendingObject object = store.create(ledger.path(name), ledger.pendingFolder(unit));
    objects.add(object);
    return object;
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>(settings.metadata());
    metadata.putAll(layout.metadata());
    return metadata;
  }

  /** Ends the row whose columns have been set. */
  public void endRow() throws IOException {
    writer.endRow();
    rows++;
    rowsInFile++;
    if (rowsInFile == settings.rowsPerFile()) {
      endFile();
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** The files that have ended, under the names that they will have. */
  public List<FileEntry> ended() {
    return List.copyOf(entries);
  }

  long uploadNanos() {
    return objects.stream().mapToLong(PendingObject::nanos).sum();
  }

  /** Completes the files; they are not visible yet. */
  List<FileEntry> complete() throws IOException {
    endFile();
    return entries;
  }

  /** Gives the completed files their final names. */
  void publish() throws IOException {
    for (PendingObject object : objects) {
      object.publish();
    }
    if (mode == UnitOutput.Mode.WRITE && !layout.naming().tellsRows()) {
      deleteSurplus();
    }
  }

  /**
   * A longer attempt may have been published and not recorded, before the unit was planned anew:
   * its last files would stay beside these.
   */
  private void deleteSurplus() throws IOException {
    List<String> surplus = new ArrayList<>();
    String next = numbered(objects.size());
    while (!store.list(next).isEmpty()) {
      surplus.add(0, next);
      next = numbered(objects.size() + surplus.size());
    }
    for (String path : surplus) {
      store.delete(path);
    }
  }

  private String numbered(int file) {
    return ledger.path(layout.naming().path(CompleteFile.numbered(unit, file)));
  }

  /** Ends the file that is being written, if there is one. */
  public void endFile() throws IOException {
    if (writer == null) {
      return;
    }
    Summary summary = writer.finish();
    writer = null;
    if (mode == UnitOutput.Mode.WRITE) {
      addEntry(objects.get(objects.size() - 1), summary);
    }
    rowsInFile = 0;
  }

  private void addEntry(PendingObject object, Summary summary) throws IOException {
    String path =
        layout
            .naming()
            .path(new CompleteFile(unit, objects.size() - 1, summary.rows(), description.keys()));
    if (entries.stream().anyMatch(entry -> entry.path().equals(path))) {
      throw RunFailedException.failed(
          "Unit "
              + unit
              + " has two files that would be called "
              + path
              + ". Let them be one by a larger --rowsPerFile, or name files by other columns.");
    }
    object.complete(ledger.path(path));
    FileEntry file = new FileEntry(path, summary.rows(), object.bytes(), object.crc32c());
    entries.add(description.describe(file, summary));
  }

  /** Where the files that are complete wait for their names, in the order of the entries. */
  List<String> temporaryPaths() {
    return objects.stream().map(PendingObject::temporaryPath).toList();
  }

  boolean namesTellRows() {
    return layout.naming().tellsRows();
  }

  /** Removes what is not published. */
  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
    for (PendingObject object : objects) {
      object.close();
    }
  }
}
