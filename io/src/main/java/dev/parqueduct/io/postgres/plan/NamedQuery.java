package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query that is exported as if it were a table.
 *
 * @param name of what it makes
 * @param sql a SELECT without a semicolon
 */
public record NamedQuery(String name, String sql) implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(\\S.*)", Pattern.DOTALL);

  /**
   * What ends at a semicolon: quoted text, names, comments and dollar-quoted text are one piece.
   */
  private static final Pattern PIECE =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
              + "|(\\$[A-Za-z0-9_]*\\$).*?\\1|;|.",
          Pattern.DOTALL);

  public NamedQuery {
    requireNonNull(name, "name");
    requireNonNull(sql, "sql");
  }

  /**
   * Reads {@code name=SELECT …}, several of them separated by semicolons.
   *
   * @throws RunFailedException with exit code 2 when it has another form
   */
  public static List<NamedQuery> parse(String text) {
    List<NamedQuery> queries = new ArrayList<>();
    StringBuilder query = new StringBuilder();
    Matcher pieces = PIECE.matcher(text);
    while (pieces.find()) {
      if (pieces.group().equals(";")) {
        add(queries, query.toString());
        query.setLength(0);
      } else if (pieces.group().startsWith("--")) {
        query.append(' ');
      } else {
        query.append(pieces.group());
      }
    }
    add(queries, query.toString());
    return queries;
  }

  private static void add(List<NamedQuery> queries, String text) {
    if (text.isBlank()) {
      return;
    }
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw RunFailedException.usage(
          "--queries takes name=SELECT …, several separated by semicolons, not: " + text.strip());
    }
    if (queries.stream().anyMatch(query -> query.name().equals(form.group(1)))) {
      throw RunFailedException.usage("--queries names two queries " + form.group(1) + ".");
    }
    queries.add(new NamedQuery(form.group(1), form.group(2).strip()));
  }
}
