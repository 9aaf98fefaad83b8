package dev.parqueduct.io.classify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.JsonLinesFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Lists the keys of a unit that could not be looked up, a JSON object a line. */
final class FailedKeys implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final String path;
  private final JsonLinesFile lines;

  FailedKeys(ObjectStore store, Ledger record, String folder, String unit) {
    String relative = "_failed/" + unit + ".jsonl";
    this.store = store;
    this.path = record.path(relative);
    this.lines = new JsonLinesFile(store, folder, relative, record.pendingFolder(unit));
  }

  void add(String file, Map<String, String> failures) throws IOException {
    for (Map.Entry<String, String> failure : failures.entrySet()) {
      ObjectNode line = JSON.createObjectNode();
      line.put("key", failure.getKey());
      line.put("file", file);
      line.put("reason", failure.getValue());
      lines.add(JSON.writeValueAsBytes(line));
    }
  }

  /** Completes the list; without failures there is none, not even an older one. */
  Optional<FileEntry> finish() throws IOException {
    Optional<FileEntry> list = lines.finish();
    if (list.isEmpty()) {
      store.delete(path);
    }
    return list;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
