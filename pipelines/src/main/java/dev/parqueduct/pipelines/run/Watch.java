package dev.parqueduct.pipelines.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * The counters of a run over all its rounds: what Beam's metrics of the round that is running say,
 * on top of the finished rounds.
 */
public final class Watch {
  private final Map<String, Long> finished = new ConcurrentHashMap<>();
  private volatile Map<String, Long> running = Map.of();

  /** Reads the metrics of the running round. */
  void update(MetricResults metrics) {
    MetricQueryResults results = metrics.queryMetrics(MetricsFilter.builder().build());
    Map<String, Long> now = new TreeMap<>();
    for (MetricResult<Long> counter : results.getCounters()) {
      now.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    for (MetricResult<DistributionResult> distribution : results.getDistributions()) {
      String name = distribution.getName().getName();
      now.merge(name + "_sum", distribution.getAttempted().getSum(), Long::sum);
      now.merge(name + "_count", distribution.getAttempted().getCount(), Long::sum);
    }
    running = now;
  }

  /** Ends the running round. */
  void endRound() {
    running.forEach((name, value) -> finished.merge(name, value, Long::sum));
    running = Map.of();
  }

  /** The value of a counter so far, 0 when it has not been seen. */
  public long counter(String name) {
    return finished.getOrDefault(name, 0L) + running.getOrDefault(name, 0L);
  }

  /** All counters so far. */
  public Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>(finished);
    running.forEach((name, value) -> all.merge(name, value, Long::sum));
    return all;
  }
}
