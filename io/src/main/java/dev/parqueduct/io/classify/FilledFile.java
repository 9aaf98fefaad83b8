package dev.parqueduct.io.classify;

import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.ColumnEntry;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.ColumnRewrite;
import dev.parqueduct.io.parquet.ColumnSummary;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.RewrittenFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/** A new version of a file, complete and compared with the old one, beside it. */
final class FilledFile implements Closeable {
  private static final int BUFFER = 1 << 18;

  private final Ledger ledger;
  private final PendingObject object;
  private final FileEntry entry;
  private final long convertNanos;

  private FilledFile(Ledger ledger, PendingObject object, FileEntry entry, long convertNanos) {
    this.ledger = ledger;
    this.object = object;
    this.entry = entry;
    this.convertNanos = convertNanos;
  }

  /** Writes it, and reads it to its last byte. */
  static FilledFile write(
      ObjectStore store,
      Ledger ledger,
      String unit,
      FileEntry old,
      FileScan scan,
      ClassifyColumns columns,
      FileAnswers answers)
      throws IOException {
    long start = System.nanoTime();
    PendingObject object = store.create(ledger.path(old.path()), ledger.pendingFolder(unit));
    try {
      RewrittenFile file;
      try (OutputStream out = new BufferedOutputStream(new Unclosed(object), BUFFER)) {
        file = ColumnRewrite.write(scan, columns.value(), answers, out);
      }
      FileEntry entry =
          new FileEntry(
              old.path(),
              file.rows(),
              object.bytes(),
              object.crc32c(),
              old.fingerprints(),
              columns(old, file.column()));
      object.complete();
      try (SeekableByteChannel channel = store.openSeekable(object.temporaryPath());
          FileScan written = FileScan.open(new ChannelInput(channel))) {
        file.verify(written);
      }
      return new FilledFile(ledger, object, entry, System.nanoTime() - start);
    } catch (IOException | RuntimeException e) {
      object.close();
      throw e;
    }
  }

  /** The object is completed on its own. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  private static List<ColumnEntry> columns(FileEntry old, ColumnSummary filled) {
    List<ColumnEntry> columns = new ArrayList<>(old.columns());
    columns.replaceAll(
        column ->
            column.column().equals(filled.path())
                ? new ColumnEntry(
                    filled.path(), filled.nulls(), hex(filled.min()), hex(filled.max()))
                : column);
    return columns;
  }

  private static String hex(Optional<Binary> bound) {
    return bound.map(bytes -> HexFormat.of().formatHex(bytes.getBytes())).orElse(null);
  }

  FileEntry entry() {
    return entry;
  }

  /**
   * Lets it take the place of the old one.
   *
   * @param exported the unit's entry in the export's ledger, if there is one
   * @return the entry as it is now, null if there is none
   */
  UnitEntry replace(Optional<UnitEntry> exported, UnitProgress progress) throws IOException {
    long before = object.nanos();
    UnitEntry now = null;
    if (exported.isPresent()) {
      now = ledger.replace(exported.get(), entry, object);
    } else {
      object.publish();
    }
    progress.stage(Stage.CONVERT, Math.max(0, convertNanos - before));
    progress.stage(Stage.UPLOAD, object.nanos());
    return now;
  }

  @Override
  public void close() throws IOException {
    object.close();
  }
}
