package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What rows are selected from.
 *
 * @param kind a table, something that has no blocks of its own, or a query
 * @param schema of the table, empty for a query
 * @param name of the table or query
 * @param query its text, empty for a table
 */
public record TableSource(
    @JsonProperty("kind") Kind kind,
    @JsonProperty("schema") String schema,
    @JsonProperty("name") String name,
    @JsonProperty("query") String query)
    implements Serializable {
  /** What it is. */
  public enum Kind {
    TABLE,
    /** A view or a foreign table. */
    VIEW,
    QUERY
  }

  public TableSource {
    requireNonNull(kind, "kind");
    requireNonNull(schema, "schema");
    requireNonNull(name, "name");
    requireNonNull(query, "query");
  }

  static TableSource of(Relation relation) {
    Kind kind = relation.kind().hasBlocks() ? Kind.TABLE : Kind.VIEW;
    return new TableSource(kind, relation.schema(), relation.name(), "");
  }

  static TableSource of(NamedQuery query) {
    return new TableSource(Kind.QUERY, "", query.name(), query.sql());
  }

  /** For people, and for file names after {@link SqlNames#fileName}. */
  public String fullName() {
    return kind == Kind.QUERY ? name : schema + "." + name;
  }

  /** Names the table in files: unique in a database. */
  public String id() {
    return SqlNames.fileName(fullName());
  }

  /** What follows FROM. Tables that inherit are exported by themselves. */
  public String from() {
    return switch (kind) {
      case TABLE -> "ONLY " + SqlNames.quoted(schema) + "." + SqlNames.quoted(name);
      case VIEW -> SqlNames.quoted(schema) + "." + SqlNames.quoted(name);
      // On a line of its own: a query may end with a comment.
      case QUERY -> "(" + query + "\n) AS q";
    };
  }
}
