package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.export.UnitProgress;
import java.util.Map;
import java.util.TreeMap;

/** What a run has counted. */
public final class Counts implements UnitProgress {
  private final Map<String, Long> counts = new TreeMap<>();

  public long of(String counter) {
    return counts.getOrDefault(counter, 0L);
  }

  @Override
  public void count(String counter, long by) {
    counts.merge(counter, by, Long::sum);
  }

  @Override
  public void stage(Stage stage, long nanos) {}
}
