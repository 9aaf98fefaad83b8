package dev.parqueduct.io.vt;

import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.RunFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts the packages that are not exported yet into units: the packages of a day, in pieces of at
 * most {@code unitBytes}.
 *
 * <p>The pieces depend on the listing alone, not on what is done: an interrupted run is planned
 * again with the same units. Only when packages have appeared in a day that was begun do the new
 * ones get parts of their own, after those that exist.
 */
public final class FeedPlanner {
  private final long unitBytes;

  public FeedPlanner(long unitBytes) {
    if (unitBytes <= 0) {
      throw new IllegalArgumentException("unitBytes must be positive: " + unitBytes);
    }
    this.unitBytes = unitBytes;
  }

  /**
   * Plans what is left to do.
   *
   * @param packages in feed order
   * @param done the finished units of the output
   * @return the pending units, in feed order
   * @throws RunFailedException when a package was exported before with another size
   */
  public List<FeedUnit> pending(List<FeedPackage> packages, List<UnitEntry> done) {
    Map<String, SourceEntry> exported = new HashMap<>();
    Set<String> usedIds = new HashSet<>();
    for (UnitEntry entry : done) {
      usedIds.add(entry.unit());
      entry.sources().forEach(source -> exported.put(source.name(), source));
    }
    Map<String, List<FeedPackage>> days = new LinkedHashMap<>();
    for (FeedPackage each : packages) {
      failOnChange(each, exported.get(each.name()));
      days.computeIfAbsent(each.date(), date -> new ArrayList<>()).add(each);
    }
    List<FeedUnit> pending = new ArrayList<>();
    days.forEach((date, ofDay) -> pending.addAll(pendingOfDay(date, ofDay, exported, usedIds)));
    return pending;
  }

  private List<FeedUnit> pendingOfDay(
      String date,
      List<FeedPackage> ofDay,
      Map<String, SourceEntry> exported,
      Set<String> usedIds) {
    List<FeedUnit> units = new ArrayList<>();
    boolean asBefore = true;
    List<List<FeedPackage>> pieces = pieces(ofDay);
    for (int part = 0; part < pieces.size(); part++) {
      FeedUnit unit = FeedUnit.of(date, part, pieces.get(part));
      long doneOfIt = unit.packages().stream().filter(p -> exported.containsKey(p.name())).count();
      if (doneOfIt == 0) {
        asBefore &= !usedIds.contains(unit.id());
        units.add(unit);
      } else {
        asBefore &= doneOfIt == unit.packages().size();
      }
    }
    return asBefore ? units : newParts(date, ofDay, exported, usedIds);
  }

  private List<FeedUnit> newParts(
      String date,
      List<FeedPackage> ofDay,
      Map<String, SourceEntry> exported,
      Set<String> usedIds) {
    List<FeedPackage> left = ofDay.stream().filter(p -> !exported.containsKey(p.name())).toList();
    String prefix = FeedUnit.of(date, 0, ofDay).id().replaceFirst("[0-9]+$", "");
    int part =
        usedIds.stream()
            .filter(id -> id.startsWith(prefix))
            .mapToInt(id -> FeedUnit.partOf(id) + 1)
            .max()
            .orElse(0);
    List<FeedUnit> units = new ArrayList<>();
    for (List<FeedPackage> piece : pieces(left)) {
      units.add(FeedUnit.of(date, part++, piece));
    }
    return units;
  }

  private List<List<FeedPackage>> pieces(List<FeedPackage> packages) {
    List<List<FeedPackage>> pieces = new ArrayList<>();
    long bytes = 0;
    for (FeedPackage each : packages) {
      if (pieces.isEmpty() || bytes + each.bytes() > unitBytes) {
        pieces.add(new ArrayList<>());
        bytes = 0;
      }
      pieces.get(pieces.size() - 1).add(each);
      bytes += each.bytes();
    }
    return pieces;
  }

  private static void failOnChange(FeedPackage now, SourceEntry then) {
    if (then != null && then.bytes() != now.bytes()) {
      throw RunFailedException.failed(
          String.format(
              "The package %s had %,d bytes when it was exported and has %,d now. Its rows are"
                  + " final; export it into another --output, or restore the old package.",
              now.path(), then.bytes(), now.bytes()));
    }
  }
}
