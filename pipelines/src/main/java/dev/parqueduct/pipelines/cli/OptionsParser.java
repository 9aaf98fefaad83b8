package dev.parqueduct.pipelines.cli;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.options.RunOptions;
import dev.parqueduct.pipelines.run.S3Clients;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Parses the options of a pipeline, and says in words what is wrong with them. */
final class OptionsParser {
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile(
          "missing a property named '([^']+)'(?:\\. Did you mean (?:'([^']+)'|one of \\[([^]]+)]))?");
  private static final Pattern MISSING_OPTION =
      Pattern.compile("Missing required value for .*\\[(?:--)?\\[?--([A-Za-z0-9]+)");

  private static final Pattern UNREADABLE_VALUE =
      Pattern.compile("Cannot deserialize value of type `([^`]+)` from String \"([^\"]*)\"");

  private OptionsParser() {}

  /**
   * The options that {@code args} set, checked.
   *
   * @throws RunFailedException with the option that is wrong and why
   */
  static RunOptions parse(Command command, String[] args) {
    String[] all = HdfsAddress.completed(args, System.getenv());
    return NoRegistrars.around(command.options(), all, () -> parsed(command, all));
  }

  private static RunOptions parsed(Command command, String[] args) {
    PipelineOptionsFactory.register(command.options());
    try {
      RunOptions options =
          PipelineOptionsFactory.fromArgs(args).withValidation().as(command.options());
      S3Clients.use(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw RunFailedException.usage(
          optionProblem(e, args) + " See ./parqueduct help " + command.name() + ".");
    }
  }

  private static String optionProblem(IllegalArgumentException e, String[] args) {
    String message = String.valueOf(e.getMessage());
    Matcher unknown = UNKNOWN_OPTION.matcher(message);
    if (unknown.find()) {
      String meant = unknown.group(2) != null ? unknown.group(2) : unknown.group(3);
      return "There is no option --"
          + unknown.group(1)
          + "."
          + (meant == null ? "" : " Did you mean --" + meant.split(",")[0].strip() + "?");
    }
    Matcher missing = MISSING_OPTION.matcher(message);
    if (missing.find()) {
      return "--" + missing.group(1) + " is missing.";
    }
    Matcher unreadable = UNREADABLE_VALUE.matcher(message);
    if (unreadable.find()) {
      String value = "=" + unreadable.group(2);
      return optionWhere(args, arg -> arg.endsWith(value))
          + value
          + " is no "
          + unreadable.group(1)
          + ".";
    }
    if (message.startsWith("expected one element")) {
      return optionWhere(args, arg -> isRepeated(args, arg)) + " is given more than once.";
    }
    return message.lines().findFirst().orElse("The options are wrong.");
  }

  /** The first option that fits; Beam does not name it. */
  private static String optionWhere(String[] args, Predicate<String> fits) {
    return Arrays.stream(args)
        .filter(fits)
        .map(OptionsParser::nameOf)
        .findFirst()
        .orElse("An option");
  }

  private static boolean isRepeated(String[] args, String arg) {
    return Arrays.stream(args).filter(other -> nameOf(other).equals(nameOf(arg))).count() > 1;
  }

  static String nameOf(String arg) {
    int equals = arg.indexOf('=');
    return equals < 0 ? arg : arg.substring(0, equals);
  }
}
