package org.apache.beam.runners.direct;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * DirectRunner without its busy waiting. While units are worked on, DirectRunner's driver asks
 * again and again whether a timer is due, without a pause, which costs up to a whole core that the
 * units could have used. The driver asks a {@link Clock} for the time each time, and {@link
 * CalmClock} makes whoever asks too often wait.
 *
 * <p>It stands in Beam's package because DirectRunner lets nobody else set its clock.
 */
public final class CalmDirectRunner extends PipelineRunner<PipelineResult> {
  private final DirectRunner runner;

  private CalmDirectRunner(DirectRunner runner) {
    this.runner = runner;
    runner.setClockSupplier(CalmClock::new);
  }

  /** Called by Beam, by reflection. */
  public static CalmDirectRunner fromOptions(PipelineOptions options) {
    return new CalmDirectRunner(DirectRunner.fromOptions(options));
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    return runner.run(pipeline);
  }
}
