package dev.parqueduct.io.export;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Exports the rows of units of one kind: the part of an export that differs from source to source.
 *
 * @param <U> what describes a unit
 */
public interface UnitExport<U> extends Serializable {
  /** The unit's id: unique in the output, stable, fit for a file name. */
  String id(U unit);

  /**
   * Looks for files of the unit that the output holds although its ledger does not know them.
   *
   * @return the unit's entry if they are all there; by default nobody looks
   */
  default Optional<UnitEntry> adopt(U unit, ObjectStore store, Ledger ledger) throws IOException {
    return Optional.empty();
  }

  /**
   * Streams the unit's rows into {@code output}. Called again for the same unit after a failure, it
   * must write the same rows in the same order.
   */
  UnitOutcome export(U unit, UnitOutput output) throws IOException;
}
