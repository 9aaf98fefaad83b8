package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What came of the lookup of one key.
 *
 * @param kind whether there is a value
 * @param text the value, or why there is none
 */
public record Answer(Kind kind, String text) implements Serializable {
  /** How a lookup can end. */
  public enum Kind {
    /** The object is there and has a value. */
    FOUND,
    /** The store says that there is no such object, or no value in it. */
    ABSENT,
    /** It is not known whether there is one. */
    FAILED
  }

  public static final Answer ABSENT = new Answer(Kind.ABSENT, "");

  public Answer {
    requireNonNull(kind, "kind");
    requireNonNull(text, "text");
  }

  public static Answer found(String value) {
    return new Answer(Kind.FOUND, value);
  }

  /**
   * @param reason in one line
   */
  public static Answer failed(String reason) {
    return new Answer(Kind.FAILED, reason);
  }
}
