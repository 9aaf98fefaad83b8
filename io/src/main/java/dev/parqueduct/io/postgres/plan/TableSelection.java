package dev.parqueduct.io.postgres.plan;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be exported of a database.
 *
 * @param tables names and patterns, see {@link #names}
 * @param queries beside them
 */
public record TableSelection(List<String> tables, List<NamedQuery> queries)
    implements Serializable {
  public TableSelection {
    tables = new ArrayList<>(tables);
    queries = new ArrayList<>(queries);
    if (tables.isEmpty() && queries.isEmpty()) {
      throw RunFailedException.usage(
          "Nothing is selected. Give --tables, --tablesFile or --queries.");
    }
    tables.forEach(TablePattern::parse);
  }

  /** The names and patterns in a list separated by commas, which may be within double quotes. */
  public static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (char c : (list + ",").toCharArray()) {
      if (c == ',' && !quoted) {
        if (!name.toString().isBlank()) {
          names.add(name.toString().strip());
        }
        name.setLength(0);
      } else {
        quoted ^= c == '"';
        name.append(c);
      }
    }
    if (quoted) {
      throw RunFailedException.usage(
          "The list of tables has an opening quote without a closing one: " + list);
    }
    return names;
  }

  /** The names in a file of lists: {@code #} begins a comment, outside of double quotes. */
  public static List<String> namesInFile(String content) {
    List<String> names = new ArrayList<>();
    for (String line : content.split("\\r?\\n")) {
      names.addAll(names(line.replaceFirst("^((?:[^\"#]|\"[^\"]*\")*)#.*", "$1")));
    }
    return names;
  }

  List<TablePattern> patterns() {
    return tables.stream().map(TablePattern::parse).toList();
  }
}
