package dev.parqueduct.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  static final class CountFn extends DoFn<Integer, Integer> {
    private final Counter rows = Metrics.counter("test", "rows_read");
    private final Distribution millis = Metrics.distribution("test", "unit_millis");

    @ProcessElement
    public void process(@Element Integer n) {
      rows.inc(n);
      Metrics.counter("test", "stage_convert_millis").inc(n);
      Metrics.counter("test", "stage_convert_millis_le_2").inc(n <= 2 ? 1 : 0);
      Metrics.counter("test", "stage_convert_millis_le_inf").inc();
      millis.update(n);
    }
  }

  private static PipelineResult counted() {
    Pipeline pipeline = Pipeline.create();
    PCollection<Integer> unused =
        pipeline
            .apply(Create.of(1, 2, 3))
            .apply(ParDo.of(new CountFn()))
            .setCoder(VarIntCoder.of());
    PipelineResult result = pipeline.run();
    PipelineResult.State state = result.waitUntilFinish();
    assertThat(state).isEqualTo(PipelineResult.State.DONE);
    return result;
  }

  private static String scrape(MetricsServer server) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  @Test
  void countersOfAllRoundsAreServed() throws Exception {
    Watch watch = new Watch();
    try (MetricsServer server = MetricsServer.start(0, "export-vt", watch)) {
      assertThat(scrape(server)).doesNotContain("rows_read");

      watch.update(counted().metrics());
      assertThat(scrape(server))
          .contains("parqueduct_rows_read_total{pipeline=\"export-vt\"} 6.0")
          .contains("parqueduct_unit_millis_sum_total{pipeline=\"export-vt\"} 6.0")
          .contains("parqueduct_unit_millis_count_total{pipeline=\"export-vt\"} 3.0")
          .contains(
              "parqueduct_stage_convert_millis_per_unit_bucket{pipeline=\"export-vt\",le=\"2.0\"} 2")
          .contains(
              "parqueduct_stage_convert_millis_per_unit_bucket{pipeline=\"export-vt\",le=\"+Inf\"} 3")
          .contains("parqueduct_stage_convert_millis_per_unit_sum{pipeline=\"export-vt\"} 6.0");

      watch.endRound();
      watch.update(counted().metrics());
      assertThat(watch.counter("rows_read")).isEqualTo(12);
      assertThat(scrape(server))
          .contains("parqueduct_rows_read_total{pipeline=\"export-vt\"} 12.0");
    }
  }

  @Test
  void aPortThatIsTakenIsWrongUse() {
    try (MetricsServer server = MetricsServer.start(0, "p", new Watch())) {
      int taken = server.port();
      assertThatThrownBy(() -> MetricsServer.start(taken, "p", new Watch()))
          .isInstanceOfSatisfying(
              RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("--metricsPort=" + taken);
    }
  }
}
