package dev.parqueduct.transforms.export;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Stands for runners that work in other processes; only graphs are built for it. */
final class RemoteRunner extends PipelineRunner<PipelineResult> {
  /** What Beam makes a runner with. */
  @SuppressWarnings("unused")
  public static RemoteRunner fromOptions(PipelineOptions options) {
    return new RemoteRunner();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    throw new UnsupportedOperationException("graphs only");
  }
}
