package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import dev.parqueduct.pipelines.exportvt.ExportVt;
import dev.parqueduct.pipelines.importtidb.ImportTidb;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * What the program answered to a command line, run inside the process of the test.
 *
 * @param out what it printed to standard output
 * @param err what it printed to standard error, log lines excluded
 */
public record CommandLine(ExitCode exit, String out, String err) {
  static final List<Command> COMMANDS =
      List.of(
          new ExportVt(),
          new BackfillClassification(),
          new ExportBr(),
          new ExportRawKv(),
          new ExportPostgres(),
          new ValidateParquet(),
          new ImportTidb(),
          new BackfillEvents());

  private static String before = "";

  public static synchronized CommandLine run(String... args) {
    // Options of one name have other defaults in other pipelines, and a process runs one of them;
    // options of clouds are found if the command line has one. To find all again takes a second.
    String kind = kind(args);
    if (!kind.equals(before)) {
      PipelineOptionsFactory.resetCache();
      before = kind;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(printed);
      ExitCode exit = new Main(COMMANDS, printed, complained).run(args);
      return new CommandLine(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
    }
  }

  private static String kind(String... args) {
    boolean cloud =
        Arrays.stream(args)
            .anyMatch(arg -> arg.matches("--(runner|aws|s3|gcp|endpoint|project).*"));
    return (args.length == 0 ? "" : args[0]) + (cloud ? " in a cloud" : "");
  }
}
