package dev.parqueduct.io.postgres.export;

import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.UnitRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a table was cut into units, from what its files say, when the record of it is lost and the
 * statistics of the server would cut it otherwise by now.
 */
final class RecoveredPlan {
  private final PlannedTable planned;
  private final List<FoundFile> files;
  private final List<UnitRange> ranges = new ArrayList<>();
  private String from = "";

  private RecoveredPlan(PlannedTable planned, List<FoundFile> files) {
    this.planned = planned;
    this.files = files;
  }

  /**
   * The table with the units of its files. Where units have left no files, one unit is all that is
   * between those that have, and the others are empty.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when the files are not of one plan
   */
  static PlannedTable of(PlannedTable planned, List<FoundFile> files) {
    boolean fits =
        files.stream()
            .allMatch(
                file ->
                    file.number() < planned.ranges().size()
                        && planned.ranges().get(file.number()).equals(file.range()));
    return fits ? planned : new RecoveredPlan(planned, files).recovered();
  }

  private PlannedTable recovered() {
    Map<Integer, UnitRange> known = new TreeMap<>();
    for (FoundFile file : files) {
      UnitRange other = known.putIfAbsent(file.number(), file.range());
      require(other == null || other.equals(file.range()));
    }
    boolean nullable =
        planned.ranges().stream().anyMatch(range -> range.kind() == UnitRange.Kind.NULLS);
    int nulls = -1;
    for (Map.Entry<Integer, UnitRange> unit : known.entrySet()) {
      require(nulls < 0);
      if (unit.getValue().kind() == UnitRange.Kind.NULLS) {
        require(nullable);
        nulls = unit.getKey();
      } else {
        add(unit.getKey(), unit.getValue());
      }
    }
    addRest(nulls);
    if (nullable) {
      ranges.add(new UnitRange(UnitRange.Kind.NULLS, "", ""));
    }
    return planned.withRanges(ranges);
  }

  private void add(int number, UnitRange range) {
    boolean more = ranges.isEmpty() || !from.isEmpty();
    require(more && range.kind() == kind(range));
    if (number == ranges.size()) {
      require(range.from().equals(from));
    } else {
      require(!range.from().isEmpty());
      fill(range.kind(), number, range.from());
    }
    ranges.add(range);
    from = range.to();
  }

  /** Units are of the kind of the first, and nothing else stands beside a whole table. */
  private UnitRange.Kind kind(UnitRange range) {
    return ranges.isEmpty() ? range.kind() : ranges.get(0).kind();
  }

  /** Ends the ranges: up to the unit of nulls if there are files of it. */
  private void addRest(int nulls) {
    boolean open = ranges.isEmpty() || !from.isEmpty();
    int end = Math.max(nulls, ranges.size() + (open ? 1 : 0));
    if (!open) {
      require(end == ranges.size());
      return;
    }
    UnitRange.Kind kind =
        ranges.isEmpty()
            ? planned.order().isAsStored() ? UnitRange.Kind.BLOCKS : UnitRange.Kind.KEYS
            : ranges.get(0).kind();
    while (ranges.size() < end - 1) {
      require(!from.isEmpty());
      ranges.add(new UnitRange(kind, from, from));
    }
    ranges.add(new UnitRange(kind, from, ""));
  }

  private void fill(UnitRange.Kind kind, int number, String to) {
    ranges.add(new UnitRange(kind, from, to));
    while (ranges.size() < number) {
      ranges.add(new UnitRange(kind, to, to));
    }
  }

  private void require(boolean fits) {
    if (!fits) {
      throw FoundFiles.inTheWay(
          planned.source().fullName(),
          files.stream().map(FoundFile::path).sorted().toList(),
          "were cut in several ways");
    }
  }
}
