package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;

/** A table of a database. */
public record TableName(String database, String table) implements Serializable {
  private static final int LONGEST = 64;

  public TableName {
    requireNonNull(database, "database");
    requireNonNull(table, "table");
  }

  /**
   * Parses {@code db.table}.
   *
   * @throws RunFailedException with exit code 2 if it is not of this form
   */
  public static TableName of(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0
        || dot == text.length() - 1
        || dot > LONGEST
        || text.length() - dot - 1 > LONGEST
        || text.chars().anyMatch(c -> c < ' ' || c == '`' || c == '/' || c == '\\')) {
      throw RunFailedException.usage(
          "--table="
              + text
              + " must be db.table, of at most 64 characters each, without backquotes and slashes.");
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** As SQL has it. */
  public String sql() {
    return quoted(database) + "." + quoted(table);
  }

  /** An identifier in SQL. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A text in SQL. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
