package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;

/** A column of groups or lists, put together value by value, but for lists that are empty. */
final class NestedColumn implements FileColumn {
  private final Node node;
  private final ValueHash hash;
  private final HashScheme scheme;
  private final ByteBuilder value = new ByteBuilder();

  /** By sum, the hash of an empty list, which most lists of a table may be; or nothing. */
  private final long[] emptyLists;

  NestedColumn(Node node, ValueHash hash, HashScheme scheme) {
    this.node = node;
    this.hash = hash;
    this.scheme = scheme;
    this.emptyLists = emptyLists();
  }

  private long[] emptyLists() {
    if (scheme.method() != HashMethod.RECORD
        || !(node instanceof ListNode list)
        || !(hash instanceof ScalarHash scalar)) {
      return new long[0];
    }
    list.writeEmpty(value);
    long[] hashes = new long[scheme.sums()];
    for (int sum = 0; sum < hashes.length; sum++) {
      hashes[sum] = scalar.hash(value.array(), 0, value.size(), scheme.seed(sum));
    }
    return hashes;
  }

  @Override
  public void addTo(RowHashes rows, RowGroupLeaves leaves) throws IOException {
    boolean alone = node.leaves().size() == 1;
    for (LeafCursor leaf : node.leaves()) {
      leaf.open(alone ? leaves.scan(leaf.leaf()) : leaves.scanBesideOthers(leaf.leaf()));
    }
    if (emptyLists.length > 0 && node instanceof ListNode list) {
      addLists(rows, list);
    } else {
      for (int row = 0; row < rows.rows(); row++) {
        addValue(rows, row);
      }
    }
    for (LeafCursor leaf : node.leaves()) {
      if (!leaf.hasEnded()) {
        throw new IllegalArgumentException("the columns of a group do not end together");
      }
    }
  }

  private void addLists(RowHashes rows, ListNode list) throws IOException {
    int row = 0;
    while (row < rows.rows()) {
      int empty = list.skipEmpty(rows.rows() - row);
      if (empty == 0) {
        addValue(rows, row);
        row++;
      }
      for (int sum = 0; sum < emptyLists.length; sum++) {
        long[] hashes = rows.ofSum(sum);
        for (int i = row; i < row + empty; i++) {
          hashes[i] = 31 * hashes[i] + emptyLists[sum];
        }
      }
      row += empty;
    }
  }

  private void addValue(RowHashes rows, int row) throws IOException {
    value.clear();
    boolean present = node.read(value);
    for (int sum = 0; sum < rows.sums(); sum++) {
      long[] hashes = rows.ofSum(sum);
      long seed = scheme.seed(sum);
      hashes[row] =
          present
              ? hash.add(hashes[row], value.array(), 0, value.size(), seed)
              : hash.addNull(hashes[row], seed);
    }
  }
}
