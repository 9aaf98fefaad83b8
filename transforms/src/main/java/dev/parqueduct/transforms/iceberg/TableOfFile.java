package dev.parqueduct.transforms.iceberg;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says which table a file belongs to. */
@FunctionalInterface
public interface TableOfFile extends Serializable {
  /**
   * The table's key, or nothing for a file of none.
   *
   * @param path relative to the output folder
   */
  Optional<String> table(String path);

  /** Tables are folders of the output, {@code db/table}; of nested ones the innermost counts. */
  static TableOfFile byFolder(Collection<String> tables) {
    List<String> innermostFirst = new ArrayList<>(tables);
    innermostFirst.sort(Comparator.comparing(String::length).reversed());
    return path ->
        innermostFirst.stream().filter(table -> path.startsWith(table + "/")).findFirst();
  }
}
