package dev.parqueduct.io.report;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A file of JSON objects, one a line, that appears when it is complete, and only if it has lines.
 * Lines go straight to the file: memory does not grow with their number.
 */
public final class JsonLinesFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final ObjectStore store;
  private final String output;
  private final String path;
  private final String pendingFolder;
  private long count;
  private PendingObject object;
  private OutputStream out;

  /**
   * @param path in the output
   * @param pendingFolder where the file waits until it is complete
   */
  public JsonLinesFile(ObjectStore store, String output, String path, String pendingFolder) {
    this.store = requireNonNull(store, "store");
    this.output = requireNonNull(output, "output");
    this.path = requireNonNull(path, "path");
    this.pendingFolder = requireNonNull(pendingFolder, "pendingFolder");
  }

  /**
   * Adds a line.
   *
   * @param json an object in UTF-8, without the line's end
   */
  public void add(byte[] json) throws IOException {
    if (object == null) {
      object = store.create(ObjectStore.join(output, path), pendingFolder);
      out = new BufferedOutputStream(object, BUFFER);
    }
    out.write(json);
    out.write('\n');
    count++;
  }

  /** Completes the file; empty when there are no lines. */
  public Optional<FileEntry> finish() throws IOException {
    if (object == null) {
      return Optional.empty();
    }
    out.flush();
    FileEntry entry = new FileEntry(path, count, object.bytes(), object.crc32c());
    object.commit();
    return Optional.of(entry);
  }

  @Override
  public void close() throws IOException {
    if (object != null) {
      object.close();
    }
  }
}
