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
  private final long[] sums;
  private long rows;

  private RowHash(ValueHash[] columns, HashScheme scheme) {
    this.scheme = scheme;
    this.columns = columns;
    this.sums = new long[scheme.sums()];
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

  /**
   * Adds a row.
   *
   * @param bytes with the values
   * @param base added to all offsets
   * @param offsets of the values, one a column
   * @param lengths of the values, one a column; negative for nulls
   * @return its hash in the first sum
   */
  public long add(byte[] bytes, int base, int[] offsets, int[] lengths) {
    long first = 0;
    for (int sum = sums.length - 1; sum >= 0; sum--) {
      first = hash(bytes, base, offsets, lengths, scheme.seed(sum));
      sums[sum] += first;
    }
    rows++;
    return first;
  }

  private long hash(byte[] bytes, int base, int[] offsets, int[] lengths, long seed) {
    long row = scheme.method().start(seed);
    for (int i = 0; i < columns.length; i++) {
      int length = lengths[i];
      row =
          length < 0
              ? columns[i].addNull(row, seed)
              : columns[i].add(row, bytes, base + offsets[i], length, seed);
    }
    return scheme.method().finish(row, seed);
  }

  /** The fingerprint of all rows. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(scheme, rows, sums);
  }
}
