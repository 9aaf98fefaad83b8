package dev.parqueduct.transforms.export;

import org.apache.beam.sdk.Pipeline;

/** What a pipeline may do differently when all of it runs in the process that builds it. */
final class InProcess {
  private InProcess() {}

  /**
   * By name: DirectRunner, and what extends it, are on the class path of those alone who run
   * pipelines.
   */
  static boolean runs(Pipeline pipeline) {
    return pipeline.getOptions().getRunner().getSimpleName().endsWith("DirectRunner");
  }
}
