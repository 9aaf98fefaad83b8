package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.parquet.RowWriter;
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
      UnitOutput.Mode mode) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.unit = requireNonNull(unit, "unit");
    this.layout = requireNonNull(layout, "layout");
    this.settings = requireNonNull(settings, "settings");
    this.mode = requireNonNull(mode, "mode");
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
    String path = ledger.path(layout.naming().path(unit, objects.size()));
    PendingObject object = store.create(path, ledger.pendingFolder(unit));
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
    if (mode == UnitOutput.Mode.WRITE) {
      deleteSurplus();
    }
  }

  /**
   * A longer attempt may have been published and not recorded, before the unit was planned anew:
   * its last files would stay beside these.
   */
  private void deleteSurplus() throws IOException {
    List<String> surplus = new ArrayList<>();
    String next = ledger.path(layout.naming().path(unit, objects.size()));
    while (!store.list(next).isEmpty()) {
      surplus.add(0, next);
      next = ledger.path(layout.naming().path(unit, objects.size() + surplus.size()));
    }
    for (String path : surplus) {
      store.delete(path);
    }
  }

  /** Ends the file that is being written, if there is one. */
  public void endFile() throws IOException {
    if (writer == null) {
      return;
    }
    writer.finish();
    writer = null;
    if (mode == UnitOutput.Mode.COUNT) {
      rowsInFile = 0;
      return;
    }
    PendingObject object = objects.get(objects.size() - 1);
    object.complete();
    entries.add(
        new FileEntry(
            layout.naming().path(unit, objects.size() - 1),
            rowsInFile,
            object.bytes(),
            object.crc32c()));
    rowsInFile = 0;
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
