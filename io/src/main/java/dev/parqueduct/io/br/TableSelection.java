package dev.parqueduct.io.br;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which tables are exported.
 *
 * @param rules filter rules in the syntax of BR; empty for all but the system's tables
 * @param tableIds ids of tables; empty for any
 */
public record TableSelection(List<String> rules, Set<Long> tableIds) implements Serializable {
  private static final Pattern RULE =
      Pattern.compile(
          "@[^,]*+"
              + "|(?:\"(?:\"\"|[^\"])*+\"|`(?:``|[^`])*+`|/(?:\\\\.|[^/\\\\])*+/"
              + "|\\[[^\\]]*+\\]|\\\\.|[^,])++",
          Pattern.DOTALL);

  public TableSelection {
    rules = List.copyOf(rules);
    tableIds = new TreeSet<>(tableIds);
  }

  /**
   * Cuts a list of rules at its commas, but for those within quotes, regular expressions and
   * character classes.
   */
  public static List<String> rules(String list) {
    return RULE.matcher(list)
        .results()
        .map(rule -> rule.group().strip())
        .filter(rule -> !rule.isEmpty())
        .toList();
  }

  /** Rules whose syntax is right. */
  TableFilter filter() {
    return rules.isEmpty() ? TableFilter.defaultForExport() : TableFilter.parse(rules);
  }

  /**
   * Whether a table is chosen. Rules are about names as users know them; without rules, whatever BR
   * stores under a temporary name is a system's.
   *
   * @param stored the database's name in the backup
   */
  boolean selects(TableFilter filter, String stored, String table, long id) {
    return (tableIds.isEmpty() || tableIds.contains(id))
        && filter.matches(DatabaseName.of(stored), table)
        && (!rules.isEmpty() || filter.matches(stored, table));
  }
}
