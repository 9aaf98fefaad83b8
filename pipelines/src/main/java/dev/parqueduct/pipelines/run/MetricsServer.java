package dev.parqueduct.pipelines.run;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Prometheus endpoint on {@code /metrics}: every counter as {@code parqueduct_<name>_total}, and
 * the counters {@code <name>_le_<bound>} of a histogram as {@code parqueduct_<name>_per_unit}.
 */
final class MetricsServer implements AutoCloseable {
  private static final Pattern BUCKET = Pattern.compile("(.+)_le_([0-9]+|inf)");

  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = requireNonNull(server, "server");
  }

  static MetricsServer start(int port, String pipeline, Watch watch) {
    PrometheusRegistry registry = new PrometheusRegistry();
    MultiCollector collector = () -> snapshot(pipeline, watch);
    registry.register(collector);
    try {
      return new MetricsServer(HTTPServer.builder().port(port).registry(registry).buildAndStart());
    } catch (IOException e) {
      throw RunFailedException.usage(
          "--metricsPort=" + port + " cannot be used (" + e.getMessage() + "). Choose another.");
    }
  }

  int port() {
    return server.getPort();
  }

  private static MetricSnapshots snapshot(String pipeline, Watch watch) {
    Labels labels = Labels.of("pipeline", pipeline);
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    Map<String, SortedMap<Double, Long>> histograms = new TreeMap<>();
    watch
        .counters()
        .forEach(
            (name, value) -> {
              Matcher bucket = BUCKET.matcher(name);
              if (bucket.matches()) {
                histograms
                    .computeIfAbsent(bucket.group(1), unused -> new TreeMap<>())
                    .put(bound(bucket.group(2)), value);
              } else {
                snapshots.metricSnapshot(counter(name, value, labels));
              }
            });
    histograms.forEach(
        (name, upTo) ->
            snapshots.metricSnapshot(histogram(name, upTo, watch.counter(name), labels)));
    return snapshots.build();
  }

  private static double bound(String text) {
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static CounterSnapshot counter(String name, long value, Labels labels) {
    return CounterSnapshot.builder()
        .name("parqueduct_" + name)
        .dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build())
        .build();
  }

  /** A histogram from cumulative counts by upper bound. */
  private static HistogramSnapshot histogram(
      String name, SortedMap<Double, Long> upTo, long sum, Labels labels) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long below = 0;
    for (Map.Entry<Double, Long> bucket : upTo.entrySet()) {
      // Counters are read one after the other while units go on.
      long count = Math.max(bucket.getValue(), below);
      buckets.bucket(bucket.getKey(), count - below);
      below = count;
    }
    return HistogramSnapshot.builder()
        .name("parqueduct_" + name + "_per_unit")
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum((double) sum)
                .labels(labels)
                .build())
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
