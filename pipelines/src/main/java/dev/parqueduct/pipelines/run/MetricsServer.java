package dev.parqueduct.pipelines.run;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;

/** A Prometheus endpoint on {@code /metrics}: every counter as {@code parqueduct_<name>_total}. */
final class MetricsServer implements AutoCloseable {
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
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    watch
        .counters()
        .forEach(
            (name, value) ->
                snapshots.metricSnapshot(
                    CounterSnapshot.builder()
                        .name("parqueduct_" + name)
                        .dataPoint(
                            CounterSnapshot.CounterDataPointSnapshot.builder()
                                .labels(Labels.of("pipeline", pipeline))
                                .value(value)
                                .build())
                        .build()));
    return snapshots.build();
  }

  @Override
  public void close() {
    server.close();
  }
}
