package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs the program as the command line does, inside the test's process. */
public final class CommandRun {
  private CommandRun() {}

  /**
   * How a run ended.
   *
   * @param messages what it said of failures
   */
  public record Ended(ExitCode exitCode, String messages) {}

  /** Runs a pipeline with options. */
  public static Ended run(Command command, List<String> options) {
    // Options of one name have other defaults in other pipelines, and a process runs one of them.
    PipelineOptionsFactory.resetCache();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(messages, true, StandardCharsets.UTF_8);
    String[] args = new String[options.size() + 1];
    args[0] = command.name();
    for (int i = 0; i < options.size(); i++) {
      args[i + 1] = options.get(i);
    }
    ExitCode exitCode = new Main(List.of(command), System.out, err).run(args);
    return new Ended(exitCode, messages.toString(StandardCharsets.UTF_8));
  }
}
