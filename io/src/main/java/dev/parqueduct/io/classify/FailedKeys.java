package dev.parqueduct.io.classify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** Lists the keys of a unit that could not be looked up, a JSON object a line. */
final class FailedKeys implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final Ledger record;
  private final String unit;
  private final String path;
  private PendingObject object;
  private OutputStream out;
  private long count;

  FailedKeys(ObjectStore store, Ledger record, String unit) {
    this.store = store;
    this.record = record;
    this.unit = unit;
    this.path = "_failed/" + unit + ".jsonl";
  }

  void add(String file, Map<String, String> failures) throws IOException {
    for (Map.Entry<String, String> failure : failures.entrySet()) {
      if (object == null) {
        object = store.create(record.path(path), record.pendingFolder(unit));
        out = new BufferedOutputStream(object, 1 << 16);
      }
      ObjectNode line = JSON.createObjectNode();
      line.put("key", failure.getKey());
      line.put("file", file);
      line.put("reason", failure.getValue());
      out.write(JSON.writeValueAsBytes(line));
      out.write('\n');
      count++;
    }
  }

  /** Completes the list; without failures there is none, not even an older one. */
  Optional<FileEntry> finish() throws IOException {
    if (object == null) {
      store.delete(record.path(path));
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
