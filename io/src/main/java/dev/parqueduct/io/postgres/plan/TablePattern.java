package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table as a user names it, in the manner of psql: {@code [schema.]table}, where {@code *} stands
 * for any characters and {@code ?} for one, letters are folded to lower case, and what is in double
 * quotes is taken as it is.
 *
 * @param text as it was given
 * @param schema of the schema's name, or nothing for those on the search path
 * @param name of the table's name
 */
record TablePattern(String text, Optional<Part> schema, Part name) {
  /**
   * A pattern of one name.
   *
   * @param regex that the name matches in full
   * @param literal the name itself, if it has no wildcards
   */
  record Part(Pattern regex, Optional<String> literal) implements Serializable {
    boolean matches(String candidate) {
      return regex.matcher(candidate).matches();
    }
  }

  TablePattern {
    requireNonNull(text, "text");
    requireNonNull(schema, "schema");
    requireNonNull(name, "name");
  }

  /** Whether it stands for one table. */
  boolean isName() {
    return name.literal().isPresent()
        && schema.map(part -> part.literal().isPresent()).orElse(true);
  }

  /**
   * @throws RunFailedException with exit code 2 when it is no name
   */
  static TablePattern parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    boolean wildcard = false;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          regex.append(Pattern.quote("\""));
          literal.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && c == '.') {
        parts.add(part(text, regex, literal, wildcard));
        regex.setLength(0);
        literal.setLength(0);
        wildcard = false;
      } else if (!quoted && (c == '*' || c == '?')) {
        regex.append(c == '*' ? ".*" : ".");
        wildcard = true;
      } else {
        String letter = quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT);
        regex.append(Pattern.quote(letter));
        literal.append(letter);
      }
    }
    if (quoted) {
      throw RunFailedException.usage(
          "Table " + text + " has an opening quote without a closing one.");
    }
    parts.add(part(text, regex, literal, wildcard));
    if (parts.size() > 2) {
      throw RunFailedException.usage(
          "Table "
              + text
              + " has too many parts; use schema.table, and double quotes around a"
              + " name that has a point in it.");
    }
    return parts.size() == 1
        ? new TablePattern(text, Optional.empty(), parts.get(0))
        : new TablePattern(text, Optional.of(parts.get(0)), parts.get(1));
  }

  private static Part part(
      String text, StringBuilder regex, StringBuilder literal, boolean wildcard) {
    if (regex.isEmpty()) {
      throw RunFailedException.usage("Table '" + text + "' lacks a name.");
    }
    return new Part(
        Pattern.compile(regex.toString(), Pattern.DOTALL),
        wildcard ? Optional.empty() : Optional.of(literal.toString()));
  }

  /** Whether it means this relation. Patterns with wildcards mean no views: they hold no rows. */
  boolean matches(Relation relation) {
    if (!name.matches(relation.name())) {
      return false;
    }
    if (!isName() && (relation.kind() == Relation.Kind.VIEW || isSystem(relation))) {
      return false;
    }
    return schema.map(part -> part.matches(relation.schema())).orElse(relation.visible());
  }

  private boolean isSystem(Relation relation) {
    return relation.isSystem() && schema.flatMap(Part::literal).isEmpty();
  }
}
