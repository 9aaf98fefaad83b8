package dev.parqueduct.io.tidb;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what happened to rows and values. */
final class RowCounts {
  private final long[] counts = new long[RowCount.values().length];

  void add(RowCount count) {
    counts[count.ordinal()]++;
  }

  /** What happened at all, by its label. */
  Map<String, Long> byLabel() {
    Map<String, Long> labelled = new TreeMap<>();
    for (RowCount count : RowCount.values()) {
      if (counts[count.ordinal()] > 0) {
        labelled.put(count.label(), counts[count.ordinal()]);
      }
    }
    return labelled;
  }
}
