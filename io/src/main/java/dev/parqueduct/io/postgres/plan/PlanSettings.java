package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * How tables are cut into units.
 *
 * @param order of rows
 * @param unitBytes bytes of a table that make a unit
 * @param base64urlColumns names of columns whose text becomes the bytes that it stands for
 */
public record PlanSettings(RowOrder order, long unitBytes, Set<String> base64urlColumns)
    implements Serializable {
  public PlanSettings {
    requireNonNull(order, "order");
    base64urlColumns = new TreeSet<>(base64urlColumns);
    if (unitBytes <= 0) {
      throw new IllegalArgumentException("unitBytes must be positive, not " + unitBytes);
    }
  }
}
