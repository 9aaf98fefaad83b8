package dev.parqueduct.pipelines.options;

import dev.parqueduct.io.report.RunFailedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Options that take one of a few words. */
public final class Choice {
  private Choice() {}

  /**
   * The constant that a word stands for: its name in any case, with {@code _}, {@code -} or nothing
   * between its parts.
   *
   * @throws RunFailedException with exit code 2 that lists the words
   */
  public static <E extends Enum<E>> E of(Class<E> type, String option, String word) {
    String name = word.toUpperCase(Locale.ROOT).replaceAll("[-_]", "");
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().replace("_", "").equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RunFailedException.usage(
                    String.format(
                        "--%s=%s is not known. Use one of: %s.", option, word, words(type))));
  }

  /** The word for a constant. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Choice::word)
        .collect(Collectors.joining(", "));
  }
}
