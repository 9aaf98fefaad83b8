package dev.parqueduct.io.br;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tables are exported.
 *
 * @param rules filter rules in the syntax of BR; empty for all but the system's tables
 * @param tableIds ids of tables; empty for any
 */
public record TableSelection(List<String> rules, Set<Long> tableIds) implements Serializable {
  public TableSelection {
    rules = List.copyOf(rules);
    tableIds = new TreeSet<>(tableIds);
  }

  /** Rules whose syntax is right. */
  TableFilter filter() {
    return rules.isEmpty() ? TableFilter.defaultForExport() : TableFilter.parse(rules);
  }

  boolean selects(TableFilter filter, String database, String table, long id) {
    return filter.matches(database, table) && (tableIds.isEmpty() || tableIds.contains(id));
  }
}
