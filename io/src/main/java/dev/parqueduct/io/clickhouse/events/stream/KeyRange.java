package dev.parqueduct.io.clickhouse.events.stream;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a chunk, by the primary key of observations.
 *
 * @param after the key before its first, if it does not begin with the chunk
 * @param through its last key, if it does not end with the chunk
 */
public record KeyRange(Optional<Key> after, Optional<Key> through) {
  /** All of a chunk. */
  public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

  public KeyRange {
    requireNonNull(after, "after");
    requireNonNull(through, "through");
  }

  /**
   * The key of an observation. Texts are hexadecimal digits of their bytes, which need not be
   * UTF-8.
   *
   * @param day {@code YYYY-MM-DD}
   */
  public record Key(String project, String type, String day, String id) {
    private List<String> literals() {
      return List.of(text(project), text(type), "toDate(" + SqlText.literal(day) + ")", text(id));
    }

    private static String text(String hex) {
      return "unhex(" + SqlText.literal(hex) + ")";
    }
  }

  private static final List<String> COLUMNS =
      List.of("project_id", "type", "toDate(start_time)", "id");

  /** The condition, to be put behind others; empty for all. */
  public String condition() {
    List<String> parts = new ArrayList<>();
    after.ifPresent(key -> parts.add(tuple(">", key)));
    through.ifPresent(key -> parts.add(tuple("<=", key)));
    // What servers look up in the primary key: they do not take tuples apart.
    boolean same = true;
    for (int i = 0; same && i < COLUMNS.size(); i++) {
      String column = COLUMNS.get(i);
      int at = i;
      Optional<String> from = after.map(key -> key.literals().get(at));
      Optional<String> to = through.map(key -> key.literals().get(at));
      from.ifPresent(value -> parts.add(column + " >= " + value));
      to.ifPresent(value -> parts.add(column + " <= " + value));
      same = from.isPresent() && from.equals(to);
    }
    return parts.isEmpty() ? "" : " AND " + String.join(" AND ", parts);
  }

  private static String tuple(String operator, Key key) {
    return "("
        + String.join(", ", COLUMNS)
        + ") "
        + operator
        + " ("
        + String.join(", ", key.literals())
        + ")";
  }
}
