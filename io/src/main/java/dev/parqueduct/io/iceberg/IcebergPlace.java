package dev.parqueduct.io.iceberg;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where tables go to in Iceberg, as the user says it.
 *
 * @param warehouse folder of the warehouse; empty for no Iceberg tables
 * @param namespace of all tables; empty for one a database
 * @param table of the only table; empty for the tables' own names
 */
public record IcebergPlace(String warehouse, String namespace, String table)
    implements Serializable {
  /** No Iceberg tables. */
  public static final IcebergPlace NONE = new IcebergPlace("", "", "");

  public IcebergPlace {
    requireNonNull(warehouse, "warehouse");
    requireNonNull(namespace, "namespace");
    requireNonNull(table, "table");
  }

  public boolean isWanted() {
    return !warehouse.isEmpty();
  }

  /**
   * The table for one of the source.
   *
   * @param schema of the files, in the text form of {@code MessageType}
   */
  public IcebergTarget target(String ofDatabase, String ofTable, String schema) {
    return new IcebergTarget(
        namespace.isEmpty() ? ofDatabase : namespace, table.isEmpty() ? ofTable : table, schema);
  }
}
