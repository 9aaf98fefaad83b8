package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A table that was exported, and of which no file was written because it had no rows.
 *
 * @param table its name
 * @param root the output folder of the export
 */
public record EmptyTable(String table, String root) implements Serializable {
  public EmptyTable {
    requireNonNull(table, "table");
    requireNonNull(root, "root");
  }
}
