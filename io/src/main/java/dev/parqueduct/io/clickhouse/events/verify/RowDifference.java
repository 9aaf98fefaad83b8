package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A row in which source and events differ.
 *
 * @param kind how
 * @param project of the event
 * @param span its id
 * @param columns that differ, if both sides have the row
 */
public record RowDifference(Kind kind, String project, String span, List<String> columns)
    implements Serializable {
  public RowDifference {
    requireNonNull(kind, "kind");
    requireNonNull(project, "project");
    requireNonNull(span, "span");
    columns = new ArrayList<>(columns);
  }

  /** How rows differ. */
  public enum Kind {
    /** No event has been made of it. */
    MISSING("missing"),
    /** The event is there more often than once. */
    DOUBLED("there more than once"),
    /** An event of which the source knows nothing. */
    UNKNOWN("not of the source"),
    /** The event has other values. */
    DIFFERENT("different");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** In words, {@code different in name, input: project-1/span-2}. */
  public String line() {
    return kind.words()
        + (columns.isEmpty() ? "" : " in " + String.join(", ", columns))
        + ": "
        + project
        + "/"
        + span;
  }
}
