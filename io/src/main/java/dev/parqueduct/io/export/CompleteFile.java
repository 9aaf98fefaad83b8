package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A file whose rows are all there, as its name may tell of it.
 *
 * @param unit the unit's id
 * @param number the file's number in the unit, from 0
 * @param rows its rows
 * @param keys the keys of its first and last row, if its export knows them
 */
public record CompleteFile(String unit, int number, long rows, Optional<KeySpan> keys) {
  public CompleteFile {
    requireNonNull(unit, "unit");
    requireNonNull(keys, "keys");
  }

  /** A file that is known by its number only. */
  public static CompleteFile numbered(String unit, int number) {
    return new CompleteFile(unit, number, 0, Optional.empty());
  }

  /**
   * The keys that a file reaches over, in the form that file names have them.
   *
   * @param first of the first row
   * @param last of the last row
   */
  public record KeySpan(String first, String last) {
    public KeySpan {
      requireNonNull(first, "first");
      requireNonNull(last, "last");
    }
  }
}
