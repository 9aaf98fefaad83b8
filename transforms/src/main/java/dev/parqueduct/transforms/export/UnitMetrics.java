package dev.parqueduct.transforms.export;

import dev.parqueduct.io.export.UnitProgress;
import java.util.Locale;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The progress of units as Beam metrics. The time of a stage is a counter of milliseconds, {@code
 * stage_<stage>_millis}, and a histogram: one counter for each upper bound, {@code
 * stage_<stage>_millis_le_<bound>}, which counts the units below it.
 */
public final class UnitMetrics implements UnitProgress {
  private static final long[] BOUNDS_MILLIS = {10, 100, 1000, 10_000, 100_000, 1_000_000};
  private static final String NAMESPACE = "export";

  @Override
  public void count(String counter, long by) {
    Metrics.counter(NAMESPACE, counter).inc(by);
  }

  @Override
  public void stage(Stage stage, long nanos) {
    String name = "stage_" + stage.name().toLowerCase(Locale.ROOT) + "_millis";
    long millis = nanos / 1_000_000;
    count(name, millis);
    for (long bound : BOUNDS_MILLIS) {
      count(name + "_le_" + bound, millis <= bound ? 1 : 0);
    }
    count(name + "_le_inf", 1);
  }
}
