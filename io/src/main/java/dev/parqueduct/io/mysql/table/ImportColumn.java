package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * A column that is loaded.
 *
 * @param name in the table
 * @param leaf number of the leaf column in the files, of a list or a map that of its first one, or
 *     {@link #ROW_NAME} for the name of the row
 * @param kind of its values
 * @param physical the physical type's name
 * @param bits of an integer's type, or 0
 * @param length bytes of a fixed-length value, or 0
 * @param precision of a decimal, or 0
 * @param scale of a decimal, or 0
 * @param json whether it is a document
 * @param nullability whether it has nulls
 */
public record ImportColumn(
    String name,
    int leaf,
    ColumnKind kind,
    String physical,
    int bits,
    int length,
    int precision,
    int scale,
    boolean json,
    Nullability nullability)
    implements Serializable {
  /**
   * In place of a leaf's number: the value is the file's name and the row's number in it, which
   * make a key for tables that have none.
   */
  public static final int ROW_NAME = -1;

  /** In place of a physical type's name: a list or a map, which becomes a document. */
  private static final String NESTED = "GROUP";

  /** Whether a column may have nulls. */
  public enum Nullability {
    REQUIRED,
    OPTIONAL
  }

  public ImportColumn {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(physical, "physical");
    requireNonNull(nullability, "nullability");
  }

  /** What holds the values of both; nothing if they are of different kinds. */
  Optional<ImportColumn> and(ImportColumn other) {
    boolean decimals = kind == ColumnKind.DECIMAL && scale != other.scale;
    if (!name.equals(other.name) || !kind.isLike(other.kind) || decimals) {
      return Optional.empty();
    }
    boolean nulls =
        nullability == Nullability.OPTIONAL || other.nullability == Nullability.OPTIONAL;
    return Optional.of(
        new ImportColumn(
            name,
            leaf,
            kind.compareTo(other.kind) > 0 ? kind : other.kind,
            physical,
            Math.max(bits, other.bits),
            length == other.length ? length : 0,
            Math.max(precision, other.precision),
            scale,
            json || other.json,
            nulls ? Nullability.OPTIONAL : Nullability.REQUIRED));
  }

  /** A list or a map. */
  static ImportColumn nested(String name, int leaf, Nullability nullability) {
    return new ImportColumn(name, leaf, ColumnKind.TEXT, NESTED, 0, 0, 0, 0, true, nullability);
  }

  /** Whether it is a list or a map, and its value a JSON document of it. */
  public boolean isNested() {
    return physical.equals(NESTED);
  }

  static ImportColumn rowName(String name) {
    return new ImportColumn(
        name, ROW_NAME, ColumnKind.TEXT, "BINARY", 0, 0, 0, 0, false, Nullability.REQUIRED);
  }
}
