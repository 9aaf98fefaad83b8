package dev.parqueduct.io.clickhouse.events.files;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file to read, and where its rows go.
 *
 * @param table whose rows it has
 * @param number of the file among those of its table
 * @param path of the file
 * @param types of the columns to read, by name
 * @param months of observations that are wanted, as numbers {@code YYYYMM}
 * @param buckets that rows go to, all together
 * @param pending buckets that are not done yet
 */
public record FileTask(
    Table table,
    int number,
    String path,
    Map<String, String> types,
    Set<Integer> months,
    int buckets,
    Set<Integer> pending)
    implements Serializable {
  public FileTask {
    requireNonNull(table, "table");
    requireNonNull(path, "path");
    types = new LinkedHashMap<>(types);
    months = new TreeSet<>(months);
    pending = new TreeSet<>(pending);
  }

  /** Whose rows a file has. */
  public enum Table {
    OBSERVATIONS,
    TRACES,
    DATASET_RUN_ITEMS
  }
}
