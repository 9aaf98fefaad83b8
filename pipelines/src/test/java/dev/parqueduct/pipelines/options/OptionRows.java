package dev.parqueduct.pipelines.options;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** The rows of a README's table of options, {@code | Option | Default | Meaning |}. */
final class OptionRows {
  static final String HEADER = "| Option | Default | Meaning |\n|---|---|---|\n";

  private OptionRows() {}

  /** The whole table, as a first version to paste. */
  static String table(Class<? extends PipelineOptions> type) {
    StringBuilder table = new StringBuilder(HEADER);
    for (OptionTable.Option option : OptionTable.of(type)) {
      table
          .append(beginning(option))
          .append(option.description().replace("|", "\\|"))
          .append(" |\n");
    }
    return table.toString();
  }

  /** What each option's row begins with; its meaning may be told in other words. */
  static List<String> beginnings(Class<? extends PipelineOptions> type) {
    List<String> beginnings = new ArrayList<>();
    OptionTable.of(type).forEach(option -> beginnings.add(beginning(option)));
    return beginnings;
  }

  private static String beginning(OptionTable.Option option) {
    return "| `--" + option.name() + "` | " + defaultOf(option) + " | ";
  }

  private static String defaultOf(OptionTable.Option option) {
    if (option.required()) {
      return "required";
    }
    return option.defaultValue().isEmpty() ? "none" : "`" + option.defaultValue() + "`";
  }
}
