package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.PatternSyntaxException;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the rules of a {@link TableFilter}. */
final class TableRules {
  private static final String ARGUMENTS = "<cmdline>";

  /** A closing delimiter doubled stands for itself. */
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:\"\"|[^\"])+)\"|`((?:``|[^`])+)`", Pattern.DOTALL);

  private static final Pattern REGEX = Pattern.compile("/((?:\\\\.|[^/\\\\])+)/", Pattern.DOTALL);
  private static final Pattern CHARACTER_CLASS = Pattern.compile("\\[([^\\\\\\]]+)\\]");
  private static final String SPACE = " \t\r";

  private final LetterCase letterCase;
  private final List<TableRule> rules = new ArrayList<>();

  TableRules(LetterCase letterCase) {
    this.letterCase = letterCase;
  }

  List<TableRule> parse(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = trim(arguments.get(i));
      if (argument.startsWith("@")) {
        parseFile(argument.substring(1));
      } else {
        parse(argument, new Place(ARGUMENTS, i + 1));
      }
    }
    return rules;
  }

  private void parseFile(String path) {
    String[] lines;
    try {
      byte[] content =
          ObjectStore.create()
              .read(path)
              .orElseThrow(() -> new FileNotFoundException("there is no such file"));
      lines = new String(content, UTF_8).split("\n", -1);
    } catch (IOException | IllegalArgumentException e) {
      throw RunFailedException.usage(
          "Cannot read the table filter file " + path + ": " + e.getMessage() + ".");
    }
    for (int i = 0; i < lines.length; i++) {
      String line = trim(lines[i]);
      Place place = new Place(path, i + 1);
      if (line.startsWith("@")) {
        throw place.failure("importing filter files recursively is not allowed");
      }
      parse(line, place);
    }
  }

  private void parse(String line, Place place) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    boolean includes = !line.startsWith("!");
    RuleText text = new RuleText(includes ? line : line.substring(1), place);
    NamePattern schema = text.pattern();
    if (text.rest().isEmpty()) {
      throw place.failure("missing table pattern");
    }
    text.skipDot();
    NamePattern table = text.pattern();
    if (!text.rest().isEmpty()) {
      throw place.failure("syntax error: stray characters after table pattern");
    }
    rules.add(new TableRule(includes, schema, table));
  }

  private static String trim(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && SPACE.indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && SPACE.indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    return line.substring(from, to);
  }

  /**
   * Where a rule is written.
   *
   * @param file or the arguments
   * @param line from 1
   */
  private record Place(String file, int line) {
    RunFailedException failure(String what) {
      return RunFailedException.usage("at " + file + ":" + line + ": " + what);
    }
  }

  /** A rule from left to right. */
  private final class RuleText {
    private final String line;
    private final Place place;
    private int at;

    RuleText(String line, Place place) {
      this.line = line;
      this.place = place;
    }

    String rest() {
      return line.substring(at);
    }

    void skipDot() {
      if (line.charAt(at) != '.') {
        throw place.failure("syntax error: missing '.' between schema and table patterns");
      }
      at++;
    }

    NamePattern pattern() {
      if (at == line.length() || line.charAt(at) == '.') {
        throw place.failure("syntax error: missing pattern");
      }
      try {
        return switch (line.charAt(at)) {
          case '/' -> NamePattern.search(take(REGEX, "incomplete regexp").group(1), letterCase);
          case '"', '`' -> NamePattern.whole(quoted(), letterCase);
          default -> NamePattern.whole(wildcards(), letterCase);
        };
      } catch (PatternSyntaxException e) {
        throw place.failure("invalid pattern: " + e.getMessage());
      }
    }

    private String quoted() {
      Matcher found = take(QUOTED, "incomplete quoted identifier");
      String name =
          found.group(1) != null
              ? found.group(1).replace("\"\"", "\"")
              : found.group(2).replace("``", "`");
      return com.google.re2j.Pattern.quote(name);
    }

    private Matcher take(Pattern form, String otherwise) {
      Matcher matcher = form.matcher(line).region(at, line.length());
      if (!matcher.lookingAt()) {
        throw place.failure("syntax error: " + otherwise);
      }
      at = matcher.end();
      return matcher;
    }

    /** Reads up to a dot or the end. */
    private String wildcards() {
      StringBuilder expression = new StringBuilder();
      while (at < line.length() && line.charAt(at) != '.') {
        int c = line.codePointAt(at);
        switch (c) {
          case '*' -> {
            expression.append(".*");
            at++;
          }
          case '?' -> {
            expression.append('.');
            at++;
          }
          case '[' -> expression.append(characterClass());
          case '\\' -> expression.append(escaped());
          default -> {
            if (!isBare(c)) {
              throw place.failure("unexpected special character '" + Character.toString(c) + "'");
            }
            expression.append(literal(c));
            at += Character.charCount(c);
          }
        }
      }
      return expression.toString();
    }

    private String characterClass() {
      String content = take(CHARACTER_CLASS, "failed to parse character class").group(1);
      // Only ! negates; the signs that mean something to RE2 alone stand for themselves.
      boolean negated = content.startsWith("!");
      String members = content.substring(negated ? 1 : 0).replaceAll("[\\[^]", "\\\\$0");
      String expression = "[" + (negated ? "^" : "") + members + "]";
      // Alone, so that a class without members cannot swallow what comes behind it.
      com.google.re2j.Pattern unused = com.google.re2j.Pattern.compile(expression);
      return expression;
    }

    private String escaped() {
      at++;
      if (at == line.length()) {
        throw place.failure("syntax error: cannot place \\ at end of line");
      }
      int c = line.codePointAt(at);
      if (isAsciiLetterOrDigit(c)) {
        throw place.failure(
            "cannot escape a letter or number (\\"
                + (char) c
                + "), it is reserved for future extension");
      }
      at += Character.charCount(c);
      return literal(c);
    }

    private static String literal(int c) {
      return com.google.re2j.Pattern.quote(Character.toString(c));
    }

    private static boolean isBare(int c) {
      return isAsciiLetterOrDigit(c) || c == '$' || c == '_' || c >= 0x80;
    }

    private static boolean isAsciiLetterOrDigit(int c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
  }
}
