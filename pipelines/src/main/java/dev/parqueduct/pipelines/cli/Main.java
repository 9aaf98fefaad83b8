package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import dev.parqueduct.pipelines.exportvt.ExportVt;
import dev.parqueduct.pipelines.importtidb.ImportTidb;
import dev.parqueduct.pipelines.options.RunOptions;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** The program: finds the pipeline, parses its options, runs it, and turns failures into words. */
public final class Main {
  private final List<Command> commands;
  private final PrintStream out;
  private final PrintStream err;

  Main(List<Command> commands, PrintStream out, PrintStream err) {
    this.commands = commands;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    Main main =
        new Main(
            List.of(
                new ExportVt(),
                new BackfillClassification(),
                new ExportBr(),
                new ExportRawKv(),
                new ExportPostgres(),
                new ValidateParquet(),
                new ImportTidb(),
                new BackfillEvents()),
            System.out,
            System.err);
    System.exit(main.run(args).code());
  }

  /**
   * Runs one pipeline without naming it, as the launcher of a Flex Template does: it passes options
   * only. Ends the process.
   */
  public static void launch(Command command, String[] options) {
    String[] args = new String[options.length + 1];
    args[0] = command.name();
    System.arraycopy(options, 0, args, 1, options.length);
    System.exit(new Main(List.of(command), System.out, System.err).run(args).code());
  }

  ExitCode run(String[] args) {
    if (args.length == 0 || args[0].equals("help") || args[0].equals("--help")) {
      return help(args);
    }
    if (args[0].equals("demo")) {
      return demo(args);
    }
    if (args[0].equals("--version")) {
      out.println("parqueduct " + Version.current());
      return ExitCode.DONE;
    }
    Optional<Command> command = find(args[0]);
    if (command.isEmpty()) {
      return unknown(args[0]);
    }
    List<String> given = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
    given.addAll(command.get().impliedOptions(given));
    String[] rest = given.toArray(String[]::new);
    if (Arrays.asList(rest).contains("--help")) {
      out.print(Help.of(command.get()));
      return ExitCode.DONE;
    }
    boolean verbose =
        Arrays.asList(rest).contains("--verbose=true") || Arrays.asList(rest).contains("--verbose");
    Logging.configure(verbose);
    try {
      RunOptions options = OptionsParser.parse(command.get(), rest);
      FileSystems.setDefaultPipelineOptions(options);
      verbose = options.getVerbose();
      return command.get().run(options);
    } catch (Exception e) {
      return explain(command.get(), e, verbose);
    }
  }

  private ExitCode help(String[] args) {
    if (args.length < 2) {
      out.print(Help.overview(commands));
      return ExitCode.DONE;
    }
    Optional<Command> command = find(args[1]);
    if (command.isEmpty()) {
      return unknown(args[1]);
    }
    out.print(Help.of(command.get()));
    return ExitCode.DONE;
  }

  /** A whole way, from a sample to the database at its end. */
  private ExitCode demo(String[] args) {
    if (args.length < 2 || !args[1].equals("vt")) {
      err.println("There is one demo of a whole way: ./parqueduct demo vt");
      return ExitCode.USAGE;
    }
    List<String> rest = new ArrayList<>(List.of("import-tidb", "--demo"));
    rest.addAll(Arrays.asList(args).subList(2, args.length));
    return run(rest.toArray(String[]::new));
  }

  private ExitCode unknown(String name) {
    err.println(
        "There is no pipeline "
            + name
            + ". Use one of: "
            + String.join(", ", commands.stream().map(Command::name).toList())
            + ". See ./parqueduct help.");
    return ExitCode.USAGE;
  }

  private Optional<Command> find(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private ExitCode explain(Command command, Exception e, boolean verbose) {
    if (verbose) {
      e.printStackTrace(err);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RunFailedException failure) {
        if (failure.exitCode() != ExitCode.INTERRUPTED) {
          err.println(command.name() + ": " + failure.getMessage());
        }
        return failure.exitCode();
      }
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    Throwable told = root.getMessage() == null ? root : deepestWithWords(e);
    err.println(
        command.name()
            + ": "
            + (told.getMessage() == null ? told.toString() : told.getMessage())
            + (verbose ? "" : " (--verbose shows where)"));
    return ExitCode.FAILED;
  }

  /** The failure closest to the code of this project: it names the file and what was tried. */
  private static Throwable deepestWithWords(Throwable e) {
    Throwable best = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith("dev.parqueduct.")) {
        return cause;
      }
      best = cause;
    }
    return best;
  }
}
