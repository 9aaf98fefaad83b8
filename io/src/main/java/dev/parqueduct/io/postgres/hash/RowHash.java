package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.PgColumn;
import java.util.List;

/**
 * Hashes rows in the binary form that {@code COPY … (FORMAT BINARY)} sends, as the server hashes
 * them with the expressions of {@link FingerprintSql}, and adds the hashes up. Conversions of
 * columns do not matter: hashed is what the server has. Columns without a binary form that is
 * understood ({@code AsText}) come as their text, in UTF-8 like all text.
 *
 * <p>Scalar values are hashed without allocation. Not for use by several threads.
 */
public final class RowHash {
  private final HashScheme scheme;
  private final ValueHash[] columns;
  private final long[] row;
  private final long[] sums;
  private int next;
  private long rows;

  private RowHash(ValueHash[] columns, HashScheme scheme) {
    this.scheme = scheme;
    this.columns = columns;
    this.row = new long[scheme.sums()];
    this.sums = new long[scheme.sums()];
    startRow();
  }

  /**
   * @throws IllegalArgumentException if values of a column have no fingerprint
   */
  public static RowHash of(List<PgColumn> columns, HashScheme scheme) {
    return new RowHash(
        columns.stream()
            .map(column -> ValueHash.of(column.type(), scheme.method()))
            .toArray(ValueHash[]::new),
        scheme);
  }

  private void startRow() {
    for (int i = 0; i < row.length; i++) {
      row[i] = scheme.method().start(scheme.seed(i));
    }
    next = 0;
  }

  /** Adds the value of the next column of the row. */
  public void add(byte[] bytes, int offset, int length) {
    ValueHash column = columns[next++];
    for (int i = 0; i < row.length; i++) {
      row[i] = column.add(row[i], bytes, offset, length, scheme.seed(i));
    }
  }

  /** The next column of the row is null. */
  public void addNull() {
    ValueHash column = columns[next++];
    for (int i = 0; i < row.length; i++) {
      row[i] = column.addNull(row[i], scheme.seed(i));
    }
  }

  /**
   * Ends the row.
   *
   * @return its hash in the first sum
   * @throws IllegalStateException if columns are missing
   */
  public long endRow() {
    if (next != columns.length) {
      throw new IllegalStateException("a row of " + next + " columns, not " + columns.length);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = scheme.method().finish(row[i], scheme.seed(i));
      sums[i] += row[i];
    }
    long first = row[0];
    rows++;
    startRow();
    return first;
  }

  /** The fingerprint of all rows that have ended. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(scheme, rows, sums);
  }
}
