package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * The rows of a table that a unit exports. The ranges of a table cover each row exactly once: they
 * are half open, the first has no lower end, the last no upper one.
 *
 * @param kind what is compared
 * @param from the first that belongs to it, empty for no lower end
 * @param to the first that does not, empty for no upper end
 */
public record UnitRange(
    @JsonProperty("kind") Kind kind,
    @JsonProperty("from") @JsonInclude(JsonInclude.Include.NON_EMPTY) String from,
    @JsonProperty("to") @JsonInclude(JsonInclude.Include.NON_EMPTY) String to)
    implements Serializable {
  /** What is compared. */
  public enum Kind {
    /** Nothing: all rows. */
    WHOLE,
    /** Blocks of the table, by number. */
    BLOCKS,
    /** Values of the timestamp column that are not null, as text. */
    KEYS,
    /** Nothing: rows whose timestamp is null. */
    NULLS
  }

  public UnitRange {
    requireNonNull(kind, "kind");
    from = from == null ? "" : from;
    to = to == null ? "" : to;
  }

  static UnitRange whole() {
    return new UnitRange(Kind.WHOLE, "", "");
  }

  static UnitRange nulls() {
    return new UnitRange(Kind.NULLS, "", "");
  }
}
