package dev.parqueduct.io.tidb;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of what happened to rows and values. */
final class RowCounts {
  private static final class Counter {
    long value;
  }

  private final EnumMap<RowCount, Counter> counts = new EnumMap<>(RowCount.class);

  RowCounts() {
    for (RowCount count : RowCount.values()) {
      counts.put(count, new Counter());
    }
  }

  void add(RowCount count) {
    counts.get(count).value++;
  }

  /** What happened at all, by its label. */
  Map<String, Long> byLabel() {
    Map<String, Long> labelled = new TreeMap<>();
    counts.forEach(
        (count, counter) -> {
          if (counter.value > 0) {
            labelled.put(count.label(), counter.value);
          }
        });
    return labelled;
  }
}
