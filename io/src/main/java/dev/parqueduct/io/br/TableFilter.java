package dev.parqueduct.io.br;

import java.io.Serializable;
import java.util.List;

/**
 * Chooses tables by rules, as BR's {@code --filter} does (TiDB's table-filter package). A rule is
 * {@code schema.table}, with {@code *}, {@code ?} and {@code [a-z]} as wildcards, names in quotes,
 * or {@code /regular expressions/} of RE2; {@code !} before it excludes. The last rule that matches
 * decides; a table that none matches is left out. Names of databases are compared without BR's
 * temporary prefix: see {@link DatabaseName}.
 */
public final class TableFilter implements Serializable {
  /** The databases that TiDB keeps for itself. */
  private static final List<String> DEFAULTS =
      List.of(
          "*.*",
          "!__TiDB_BR_Temporary_*.*",
          "!mysql.*",
          "!sys.*",
          "!INFORMATION_SCHEMA.*",
          "!PERFORMANCE_SCHEMA.*",
          "!METRICS_SCHEMA.*",
          "!INSPECTION_SCHEMA.*");

  private final List<TableRule> rules;

  private TableFilter(List<TableRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * A filter by rules that ignore case, as TiDB's names do.
   *
   * @param rules in their order; {@code @path} imports a file with a rule a line, {@code #} begins
   *     a comment
   * @throws dev.parqueduct.io.report.RunFailedException when a rule is malformed or a file cannot
   *     be read
   */
  public static TableFilter parse(List<String> rules) {
    return parse(rules, LetterCase.IGNORED);
  }

  static TableFilter parse(List<String> rules, LetterCase letterCase) {
    return new TableFilter(new TableRules(letterCase).parse(rules));
  }

  /** Everything but the databases that TiDB keeps for itself. */
  public static TableFilter defaultForExport() {
    return parse(DEFAULTS);
  }

  /** Whether a table is chosen. */
  public boolean matches(String db, String table) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      TableRule rule = rules.get(i);
      if (rule.schema().matches(db) && rule.table().matches(table)) {
        return rule.includes();
      }
    }
    return false;
  }

  /**
   * Whether a database as such is chosen, as far as names tell: some table of it could be. Rules
   * that exclude single tables say nothing of their database.
   */
  public boolean matchesSchema(String db) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      TableRule rule = rules.get(i);
      if (rule.schema().matches(db) && (rule.includes() || rule.table().matchesAll())) {
        return rule.includes();
      }
    }
    return false;
  }
}
