package dev.parqueduct.pipelines.cli;

import dev.parqueduct.pipelines.options.OptionTable;
import java.util.List;

/** The texts of {@code help}. */
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  static String overview(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("Parqueduct carries bulk data to Parquet and onwards.\n\n");
    text.append("Usage: parqueduct <pipeline> --option=value ...\n");
    text.append("       parqueduct help [<pipeline>]\n");
    text.append("       parqueduct demo vt\n");
    text.append("       parqueduct --version\n\nPipelines:\n");
    for (Command command : commands) {
      text.append(String.format("  %-24s %s%n", command.name(), command.summary()));
    }
    text.append("\nExit codes: 0 done, 1 failed while running, 2 bad arguments or nothing to");
    text.append(" read,\n            3 finished but verification failed, 130 interrupted.\n");
    return text.toString();
  }

  static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append(command.name()).append(": ").append(command.summary()).append("\n\n");
    text.append("Usage: parqueduct ").append(command.name()).append(" --option=value ...\n\n");
    for (OptionTable.Option option : OptionTable.of(command.options())) {
      String note =
          option.required()
              ? " Required."
              : option.defaultValue().isEmpty() ? "" : " Default: " + option.defaultValue() + ".";
      text.append("  --").append(option.name()).append('\n');
      wrap(text, option.description() + note);
    }
    text.append("\nBeam's own options work as well: --runner=DataflowRunner, --project, --region,");
    text.append(" ...\n\nExamples:\n");
    for (String example : command.examples()) {
      text.append("  ").append(example).append('\n');
    }
    return text.toString();
  }

  private static void wrap(StringBuilder text, String paragraph) {
    StringBuilder line = new StringBuilder("     ");
    for (String word : paragraph.split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("     ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
