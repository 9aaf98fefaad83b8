package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.vt.FeedPackage;
import dev.parqueduct.io.vt.FeedUnit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A package to read, with its place in the run.
 *
 * @param unit the id of its unit
 * @param unitPackages how many packages the unit has
 * @param ordinal its place among all packages of the run, in feed order
 */
public record PackageTask(String unit, int unitPackages, int ordinal, FeedPackage source)
    implements Serializable {
  public PackageTask {
    requireNonNull(unit, "unit");
    requireNonNull(source, "source");
  }

  /** The tasks of units that are in feed order. */
  public static List<PackageTask> of(List<FeedUnit> units) {
    List<PackageTask> tasks = new ArrayList<>();
    for (FeedUnit unit : units) {
      for (FeedPackage source : unit.packages()) {
        tasks.add(new PackageTask(unit.id(), unit.packages().size(), tasks.size(), source));
      }
    }
    return tasks;
  }
}
