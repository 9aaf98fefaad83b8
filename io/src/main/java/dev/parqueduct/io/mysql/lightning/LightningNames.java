package dev.parqueduct.io.mysql.lightning;

import dev.parqueduct.io.mysql.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which table Lightning takes a file for. By its default rules (router.go of pkg/lightning/mydump)
 * a file is {@code db.table.number.parquet}, in any folder; a file that is named otherwise is left
 * aside in silence, or goes to another table, and needs a rule of its own.
 */
public final class LightningNames {
  /**
   * Names that the default rules of all versions read in one way: no further dots, nothing that is
   * an escape in a URL.
   */
  private static final Pattern PLAIN =
      Pattern.compile("(?:[^/]*/)*([A-Za-z0-9_$-]+)\\.([A-Za-z0-9_$-]+)\\.[0-9]+\\.parquet");

  /** What the default rules may take for data or a schema, or stop at. */
  private static final Pattern DATA =
      Pattern.compile("(?is).*\\.(sql|csv|parquet)(\\.[A-Za-z0-9_]+)?");

  /** The files that {@code ImportFiles} finds, as a regular expression of Go. */
  private static final String ALL = "^((?:[^/_.][^/]*/)*[^/_.][^/]*\\.parquet)$";

  private LightningNames() {}

  /**
   * A rule of {@code [[mydumper.files]]}; texts are templates, in which {@code $} begins a
   * reference.
   *
   * @param pattern a regular expression on paths below the source folder
   */
  public record Route(String pattern, String schema, String table, String type, String key) {}

  /** The one table that the names of all files tell of. */
  public static Optional<TableName> tableOf(List<String> files) {
    TableName table = null;
    for (String file : files) {
      Matcher name = PLAIN.matcher(file);
      if (!name.matches()) {
        return Optional.empty();
      }
      TableName named = new TableName(name.group(1), name.group(2));
      if (table != null && !table.equals(named)) {
        return Optional.empty();
      }
      table = named;
    }
    return Optional.ofNullable(table);
  }

  /**
   * The rules that take these files to a table; none if the default rules do.
   *
   * @param others other files in the folder: if one of them looks like data to the default rules,
   *     these are not good enough
   * @param schemaFolder where below the source folder the schema files are; nothing if they are not
   *     below it
   */
  public static List<Route> routes(
      List<String> files, List<String> others, TableName table, Optional<String> schemaFolder) {
    boolean alone = others.stream().noneMatch(file -> DATA.matcher(file).matches());
    if (alone && tableOf(files).equals(Optional.of(table))) {
      return List.of();
    }
    Route data =
        new Route(ALL, template(table.database()), template(table.table()), "parquet", "$1");
    if (schemaFolder.isEmpty()) {
      return List.of(data);
    }
    return List.of(
        new Route(
            schemaPattern(schemaFolder.get(), "-schema-create.sql"),
            template(table.database()),
            "",
            "schema-schema",
            ""),
        new Route(
            schemaPattern(schemaFolder.get(), "-schema.sql"),
            template(table.database()),
            template(table.table()),
            "table-schema",
            ""),
        data);
  }

  private static String schemaPattern(String folder, String ending) {
    return "^" + quoted(folder) + "/[^/]*" + quoted(ending) + "$";
  }

  /** A text as a regular expression of Go. */
  private static String quoted(String text) {
    return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
  }

  private static String template(String text) {
    return text.replace("$", "$$");
  }
}
