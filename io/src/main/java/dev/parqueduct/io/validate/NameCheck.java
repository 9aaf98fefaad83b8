package dev.parqueduct.io.validate;

import dev.parqueduct.io.validate.ArchiveName.Point;
import java.util.ArrayList;
import java.util.List;

/** Compares the five values in a file's name with its content. */
final class NameCheck {
  private NameCheck() {}

  /** What differs, a line each. */
  static List<String> problems(ArchiveName name, long rows, KeySpanReader.Span span) {
    List<String> problems = new ArrayList<>();
    if (name.rows() != rows) {
      problems.add(
          "rows: the name says " + name.rows() + ", the file holds " + String.valueOf(rows));
    }
    if (span.first() != null) {
      compare("first", name.start(), span.first().point(), problems);
      compare("last", name.end(), span.last().point(), problems);
    }
    return problems;
  }

  private static void compare(String which, Point name, Point content, List<String> problems) {
    compare(which + " timestamp", name.timestamp(), content.timestamp(), problems);
    compare(which + " id", name.id(), content.id(), problems);
  }

  private static void compare(String what, String name, String content, List<String> problems) {
    if (!name.equals(content)) {
      problems.add(what + ": the name says " + name + ", the file holds " + content);
    }
  }
}
