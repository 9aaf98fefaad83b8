package dev.parqueduct.io.export;

import java.io.IOException;
import java.io.Serializable;

/**
 * Exports the rows of units of one kind: the part of an export that differs from source to source.
 *
 * @param <U> what describes a unit
 */
public interface UnitExport<U> extends Serializable {
  /** The unit's id: unique in the output, stable, fit for a file name. */
  String id(U unit);

  /**
   * Streams the unit's rows into {@code output}. Called again for the same unit after a failure, it
   * must write the same rows in the same order.
   */
  UnitOutcome export(U unit, UnitOutput output) throws IOException;
}
