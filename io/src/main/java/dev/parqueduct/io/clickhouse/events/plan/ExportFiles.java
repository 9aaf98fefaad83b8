package dev.parqueduct.io.clickhouse.events.plan;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Parquet files with the rows of tables: files, globs, or folders with all below them.
 *
 * @param observations read
 * @param traces read
 * @param datasetRunItems read when their traces are left out
 */
public record ExportFiles(
    List<String> observations, List<String> traces, List<String> datasetRunItems)
    implements Serializable {
  /** No files: tables are read. */
  public static final ExportFiles NONE = new ExportFiles(List.of(), List.of(), List.of());

  private static final String ENDING = ".parquet";

  public ExportFiles {
    observations = new ArrayList<>(observations);
    traces = new ArrayList<>(traces);
    datasetRunItems = new ArrayList<>(datasetRunItems);
  }

  /** The files that there are, sorted by path. */
  public static List<StoredObject> find(ObjectStore store, List<String> inputs) throws IOException {
    TreeMap<String, StoredObject> files = new TreeMap<>();
    for (String input : inputs) {
      boolean exact = ObjectStore.hasWildcard(input) || input.endsWith(ENDING);
      for (StoredObject file : store.list(exact ? input : ObjectStore.join(input, "**"))) {
        if (file.path().endsWith(ENDING)) {
          files.put(file.path(), file);
        }
      }
    }
    return List.copyOf(files.values());
  }
}
