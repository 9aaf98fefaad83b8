package dev.parqueduct.io.clickhouse.events.server;

/** Pieces of SQL. */
public final class SqlText {
  private SqlText() {}

  /** A text in quotes. */
  public static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> literal.append("\\'");
        case '\\' -> literal.append("\\\\");
        case '\0' -> literal.append("\\0");
        default -> literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  /** A name in quotes of its own. */
  public static String name(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }
}
