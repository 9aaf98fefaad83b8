package dev.parqueduct.transforms.classify;

import dev.parqueduct.io.objects.lookup.Lookups;
import org.apache.beam.sdk.metrics.Metrics;

/** What the client of this process does, as Beam metrics. */
final class LookupMetrics {
  private LookupMetrics() {}

  /** Adds what was done since the last time, whichever step it was done for. */
  static void report(Lookups lookups) {
    lookups
        .takeCounts()
        .forEach(
            (name, count) -> {
              if (count > 0) {
                Metrics.counter("lookup", "lookup_" + name).inc(count);
              }
            });
  }
}
