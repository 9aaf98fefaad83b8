package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.vt.PackageResult;
import java.io.Serializable;

/**
 * A package's result on its way to its unit.
 *
 * @param unitPackages how many packages the unit has: it is complete when it has as many results
 */
record UnitPackage(int unitPackages, PackageResult result) implements Serializable {
  UnitPackage {
    requireNonNull(result, "result");
  }
}
