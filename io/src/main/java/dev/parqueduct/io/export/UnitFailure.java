package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Why a unit was not exported, although others may have been.
 *
 * @param unit its id, or what would have been cut into units
 * @param message one line
 */
public record UnitFailure(String unit, String message) implements Serializable {
  public UnitFailure {
    requireNonNull(unit, "unit");
    requireNonNull(message, "message");
  }
}
