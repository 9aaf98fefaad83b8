package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The relations of a database, and which are children of which. */
final class RelationCatalog {
  private static final int SHOWN = 20;

  private final List<Relation> relations;
  private final Map<Long, List<Long>> children;

  private RelationCatalog(List<Relation> relations, Map<Long, List<Long>> children) {
    this.relations = requireNonNull(relations, "relations");
    this.children = requireNonNull(children, "children");
  }

  static RelationCatalog read(Connection connection) throws SQLException {
    List<Relation> relations = new ArrayList<>();
    Map<Long, List<Long>> children = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT c.oid::int8, n.nspname, c.relname, c.relkind::text, pg_table_is_visible(c.oid)"
                  + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                  + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'"
                  + " AND n.nspname !~ '^pg_(toast|temp)'")) {
        while (rows.next()) {
          relations.add(
              new Relation(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  Relation.Kind.of(rows.getString(4)),
                  rows.getBoolean(5)));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT inhparent::int8, inhrelid::int8 FROM pg_inherits")) {
        while (rows.next()) {
          children.computeIfAbsent(rows.getLong(1), any -> new ArrayList<>()).add(rows.getLong(2));
        }
      }
    }
    relations.sort(Comparator.comparing(Relation::schema).thenComparing(Relation::name));
    return new RelationCatalog(relations, children);
  }

  /**
   * The relations that hold the rows of what is selected, each once, by name. Partitioned tables
   * stand for their leaf partitions, and tables for those that inherit from them, too.
   *
   * @throws RunFailedException with exit code 2 when a name or pattern matches nothing
   */
  List<Relation> select(List<TablePattern> patterns) {
    Map<Long, Relation> byOid =
        relations.stream().collect(Collectors.toMap(Relation::oid, relation -> relation));
    Map<Long, Relation> selected = new LinkedHashMap<>();
    for (TablePattern pattern : patterns) {
      List<Relation> matches = relations.stream().filter(pattern::matches).toList();
      if (matches.isEmpty()) {
        throw RunFailedException.usage("No table matches " + pattern.text() + ". " + whatThereIs());
      }
      matches.forEach(match -> addWithChildren(match, byOid, selected));
    }
    if (!patterns.isEmpty() && selected.isEmpty()) {
      throw RunFailedException.usage(
          patterns.stream().map(TablePattern::text).collect(Collectors.joining(", "))
              + ": partitioned, but without partitions. There is nothing to export.");
    }
    return selected.values().stream()
        .sorted(Comparator.comparing(Relation::schema).thenComparing(Relation::name))
        .toList();
  }

  private void addWithChildren(
      Relation relation, Map<Long, Relation> byOid, Map<Long, Relation> selected) {
    if (relation.kind() != Relation.Kind.PARTITIONED) {
      selected.put(relation.oid(), relation);
    }
    for (long child : children.getOrDefault(relation.oid(), List.of())) {
      // Partitioned indexes are in pg_inherits as well.
      if (byOid.containsKey(child)) {
        addWithChildren(byOid.get(child), byOid, selected);
      }
    }
  }

  private String whatThereIs() {
    List<String> names =
        relations.stream().filter(each -> !each.isSystem()).map(Relation::fullName).toList();
    if (names.isEmpty()) {
      return "This database has no tables.";
    }
    return "There are: "
        + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? String.format(" and %,d more.", names.size() - SHOWN) : ".");
  }
}
