package dev.parqueduct.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a run behaves, whatever it does. */
public interface RunOptions extends PipelineOptions {
  @Description("Plan and print what would be done; write nothing.")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean value);

  @Description(
      "Serve Prometheus metrics on this port, at /metrics, while a local run lasts; 0 for none.")
  @Default.Integer(0)
  int getMetricsPort();

  void setMetricsPort(int value);

  @Description("Log more, and show stack traces of failures.")
  @Default.Boolean(false)
  boolean getVerbose();

  void setVerbose(boolean value);
}
