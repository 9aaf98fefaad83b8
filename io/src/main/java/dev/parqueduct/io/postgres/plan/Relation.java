package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * What the catalog lists as something that rows can be selected from.
 *
 * @param visible whether its name means it without the schema's
 */
record Relation(long oid, String schema, String name, Kind kind, boolean visible) {
  /** What it is, by pg_class.relkind. */
  enum Kind {
    TABLE('r'),
    /** Holds no rows itself; its partitions do. */
    PARTITIONED('p'),
    VIEW('v'),
    MATERIALIZED_VIEW('m'),
    FOREIGN_TABLE('f');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static Kind of(String code) {
      return Arrays.stream(values())
          .filter(kind -> code.length() == 1 && kind.code == code.charAt(0))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no kind of relation: " + code));
    }

    /** Whether its rows are in blocks of its own. */
    boolean hasBlocks() {
      return this == TABLE || this == MATERIALIZED_VIEW;
    }
  }

  Relation {
    requireNonNull(schema, "schema");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }

  /** For people and for file names. */
  String fullName() {
    return schema + "." + name;
  }

  boolean isSystem() {
    return schema.equals("pg_catalog") || schema.equals("information_schema");
  }
}
