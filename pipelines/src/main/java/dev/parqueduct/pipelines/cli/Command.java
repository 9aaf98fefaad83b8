package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.options.RunOptions;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** A pipeline on the command line. */
public interface Command {
  /** As it is typed. */
  String name();

  /** What it does, in one sentence. */
  String summary();

  Class<? extends RunOptions> options();

  /** Command lines that work, for the help. */
  List<String> examples();

  /** Options that follow from those that are given, and are to be added to them. */
  default List<String> impliedOptions(List<String> given) {
    return List.of();
  }

  /** Runs the pipeline; failures are thrown. */
  ExitCode run(PipelineOptions options) throws IOException;
}
