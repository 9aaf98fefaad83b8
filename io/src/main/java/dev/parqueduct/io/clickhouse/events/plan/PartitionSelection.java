package dev.parqueduct.io.clickhouse.events.plan;

import dev.parqueduct.io.report.RunFailedException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which months are asked for. */
public final class PartitionSelection {
  private static final Pattern WORD = Pattern.compile("([0-9]{6})(?:-([0-9]{6}))?");

  private PartitionSelection() {}

  /**
   * The partitions that are there, of those that are asked for, the oldest first.
   *
   * @param wanted {@code YYYYMM}, or ranges {@code YYYYMM-YYYYMM}
   * @throws RunFailedException with exit code 2 if a word is no month, or a month has no rows
   */
  public static List<String> of(List<String> wanted, List<String> present) {
    TreeSet<String> selected = new TreeSet<>();
    for (String word : wanted) {
      Matcher matcher = WORD.matcher(word);
      if (!matcher.matches() || !isMonth(matcher.group(1)) || !isMonth(matcher.group(2))) {
        throw RunFailedException.usage(
            "--partition=" + word + " is no month: use YYYYMM, a list, or a range YYYYMM-YYYYMM.");
      }
      String from = matcher.group(1);
      String to = matcher.group(2) == null ? from : matcher.group(2);
      List<String> found =
          present.stream()
              .filter(month -> month.compareTo(from) >= 0 && month.compareTo(to) <= 0)
              .toList();
      if (found.isEmpty()) {
        throw RunFailedException.usage(
            "--partition="
                + word
                + ": there are no observations. "
                + (present.isEmpty()
                    ? "The table is empty."
                    : "There are some in " + String.join(", ", present) + "."));
      }
      selected.addAll(found);
    }
    return List.copyOf(selected);
  }

  private static boolean isMonth(String text) {
    return text == null || text.matches("[0-9]{4}(0[1-9]|1[0-2])");
  }
}
