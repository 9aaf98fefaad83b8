package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.parquet.RowWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * The data files of one unit: rows go to Parquet files of at most {@code rowsPerFile} rows, which
 * get their final names together, when all rows are written. A file is begun by its first row, so
 * none is ever empty.
 *
 * <p>For each row: take {@link #row()}, set its columns, call {@link #endRow()}.
 */
public final class UnitFiles implements Closeable {
  private final ObjectStore store;
  private final Ledger ledger;
  private final String unit;
  private final MessageType schema;
  private final FileNaming naming;
  private final FileSettings settings;
  private final List<PendingObject> objects = new ArrayList<>();
  private final List<FileEntry> entries = new ArrayList<>();
  private RowWriter writer;
  private long rowsInFile;
  private long rows;

  /**
   * @param schema of the rows
   */
  public UnitFiles(
      ObjectStore store,
      Ledger ledger,
      String unit,
      MessageType schema,
      FileNaming naming,
      FileSettings settings) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.unit = requireNonNull(unit, "unit");
    this.schema = requireNonNull(schema, "schema");
    this.naming = requireNonNull(naming, "naming");
    this.settings = requireNonNull(settings, "settings");
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

  /** The writer that the next row goes to. */
  public RowWriter row() throws IOException {
    if (writer == null) {
      String path = ledger.path(naming.path(unit, objects.size()));
      PendingObject object = store.create(path, ledger.pendingFolder(unit));
      objects.add(object);
      writer =
          RowWriter.to(object, schema)
              .compression(settings.compression())
              .rowGroupBytes(settings.rowGroupBytes())
              .rowGroupRows(settings.rowGroupRows())
              .metadata(settings.metadata())
              .open();
    }
    return writer;
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

  /** Completes the files; they are not visible yet. */
  public List<FileEntry> complete() throws IOException {
    endFile();
    return entries;
  }

  /** Gives the completed files their final names. */
  public void publish() throws IOException {
    for (PendingObject object : objects) {
      object.publish();
    }
    deleteSurplus();
  }

  /**
   * A longer attempt may have been published and not recorded, before the unit was planned anew:
   * its last files would stay beside these.
   */
  private void deleteSurplus() throws IOException {
    List<String> surplus = new ArrayList<>();
    String next = ledger.path(naming.path(unit, objects.size()));
    while (!store.list(next).isEmpty()) {
      surplus.add(0, next);
      next = ledger.path(naming.path(unit, objects.size() + surplus.size()));
    }
    for (String path : surplus) {
      store.delete(path);
    }
  }

  private void endFile() throws IOException {
    if (writer == null) {
      return;
    }
    writer.finish();
    writer = null;
    PendingObject object = objects.get(objects.size() - 1);
    object.complete();
    entries.add(
        new FileEntry(
            naming.path(unit, objects.size() - 1), rowsInFile, object.bytes(), object.crc32c()));
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
