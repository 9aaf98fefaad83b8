package dev.parqueduct.io.tidb;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param offset place among the columns of the table
 * @param origin the default as of ADD COLUMN: what rows hold that were written before
 * @param expression of a generated column, empty otherwise
 * @param stored whether rows hold the value of the generated column
 * @param state 5 once the column is public
 * @param version from 1 on, default timestamps are UTC
 */
public record ColumnInfo(
    long id,
    String name,
    int offset,
    FieldType type,
    Origin origin,
    String expression,
    boolean stored,
    int state,
    boolean hidden,
    long version,
    String comment)
    implements Serializable {
  private static final int PUBLIC = 5;

  /** An origin default; neither part is set when there is none. */
  record Origin(String text, byte[] bits) implements Serializable {
    static final Origin NONE = new Origin(null, null);

    Optional<String> asText() {
      return Optional.ofNullable(text);
    }

    Optional<byte[]> asBits() {
      return Optional.ofNullable(bits);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Origin that
          && asText().equals(that.asText())
          && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
      return asText().hashCode() * 31 + Arrays.hashCode(bits);
    }
  }

  /** Whether a SELECT * shows the column. */
  public boolean visible() {
    return state == PUBLIC && !hidden;
  }

  /** Whether the column is computed when it is read: no row holds it. */
  public boolean virtual() {
    return !expression.isEmpty() && !stored;
  }
}
