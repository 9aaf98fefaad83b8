package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;

/** A column of groups or lists, put together value by value. */
final class NestedColumn implements FileColumn {
  private final Node node;
  private final ValueHash hash;
  private final HashScheme scheme;
  private final ByteBuilder value = new ByteBuilder();

  NestedColumn(Node node, ValueHash hash, HashScheme scheme) {
    this.node = node;
    this.hash = hash;
    this.scheme = scheme;
  }

  @Override
  public void addTo(long[][] rows, LeafSource leaves) throws IOException {
    for (LeafCursor leaf : node.leaves()) {
      leaf.open(leaves.scan(leaf.leaf()));
    }
    for (int row = 0; row < rows[0].length; row++) {
      value.clear();
      boolean present = node.read(value);
      for (int sum = 0; sum < rows.length; sum++) {
        long seed = scheme.seed(sum);
        rows[sum][row] =
            present
                ? hash.add(rows[sum][row], value.array(), 0, value.size(), seed)
                : hash.addNull(rows[sum][row], seed);
      }
    }
    for (LeafCursor leaf : node.leaves()) {
      if (!leaf.hasEnded()) {
        throw new IllegalArgumentException("the columns of a group do not end together");
      }
    }
  }
}
