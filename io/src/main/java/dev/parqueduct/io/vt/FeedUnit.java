package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Packages of one day that are exported together, into files of their own.
 *
 * @param id {@code 20201101-000}: the date and the part of the day, {@code undated-000} without one
 * @param date {@code YYYYMMDD} or empty
 * @param packages in feed order
 */
public record FeedUnit(String id, String date, List<FeedPackage> packages) implements Serializable {
  static final String UNDATED = "undated";

  public FeedUnit {
    requireNonNull(id, "id");
    requireNonNull(date, "date");
    packages = new ArrayList<>(packages);
    if (packages.isEmpty()) {
      throw new IllegalArgumentException("unit " + id + " has no packages");
    }
  }

  static FeedUnit of(String date, int part, List<FeedPackage> packages) {
    return new FeedUnit(
        String.format("%s-%03d", date.isEmpty() ? UNDATED : date, part), date, packages);
  }

  /** The part of the day, from 0. */
  public static int partOf(String unitId) {
    return Integer.parseInt(unitId.substring(unitId.lastIndexOf('-') + 1));
  }

  public long bytes() {
    return packages.stream().mapToLong(FeedPackage::bytes).sum();
  }
}
