package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.PageValues;
import java.io.IOException;

/**
 * A column with one value a row. The entries of dictionaries are hashed once, and plain values a
 * page at a time, in loops over one type.
 */
final class FlatColumn implements FileColumn {
  private final int leaf;
  private final int maxDefinition;
  private final LeafForm form;
  private final ScalarHash hash;
  private final HashScheme scheme;
  private final ByteBuilder scratch = new ByteBuilder();

  FlatColumn(int leaf, int maxDefinition, LeafForm form, ScalarHash hash, HashScheme scheme) {
    this.leaf = leaf;
    this.maxDefinition = maxDefinition;
    this.form = form;
    this.hash = hash;
    this.scheme = scheme;
  }

  @Override
  public void addTo(RowHashes rows, RowGroupLeaves leaves) throws IOException {
    ChunkScan scan = leaves.scan(leaf);
    long[][] dictionary = new long[scheme.sums()][];
    int row = 0;
    while (scan.next()) {
      PageValues page = scan.page();
      for (int sum = 0; sum < rows.sums(); sum++) {
        if (scheme.method() != HashMethod.RECORD) {
          chain(rows.ofSum(sum), row, page, scheme.seed(sum));
        } else if (page.isDictionary()) {
          if (dictionary[sum] == null) {
            dictionary[sum] = new long[page.values().count()];
            form.hash(page.values(), hash, scheme.seed(sum), dictionary[sum]);
          }
          combineIndices(rows.ofSum(sum), row, page, dictionary[sum]);
        } else {
          long[] hashes = rows.values(page.values().count());
          form.hash(page.values(), hash, scheme.seed(sum), hashes);
          combine(rows.ofSum(sum), row, page, hashes);
        }
      }
      row += page.levels();
    }
  }

  private void combineIndices(long[] rows, int row, PageValues page, long[] dictionary) {
    int[] indices = page.indices();
    int levels = page.levels();
    if (page.count() == levels) {
      for (int i = 0; i < levels; i++) {
        rows[row + i] = 31 * rows[row + i] + dictionary[indices[i]];
      }
      return;
    }
    int[] definitions = page.definitions();
    int value = 0;
    for (int i = 0; i < levels; i++) {
      long valueHash = definitions[i] == maxDefinition ? dictionary[indices[value++]] : 0;
      rows[row + i] = 31 * rows[row + i] + valueHash;
    }
  }

  private void combine(long[] rows, int row, PageValues page, long[] hashes) {
    int levels = page.levels();
    if (page.count() == levels) {
      for (int i = 0; i < levels; i++) {
        rows[row + i] = 31 * rows[row + i] + hashes[i];
      }
      return;
    }
    int[] definitions = page.definitions();
    int value = 0;
    for (int i = 0; i < levels; i++) {
      long valueHash = definitions[i] == maxDefinition ? hashes[value++] : 0;
      rows[row + i] = 31 * rows[row + i] + valueHash;
    }
  }

  private void chain(long[] rows, int row, PageValues page, long seed) {
    boolean nulls = page.count() < page.levels();
    int value = 0;
    for (int i = 0; i < page.levels(); i++) {
      if (nulls && page.definitions()[i] < maxDefinition) {
        rows[row + i] = hash.addNull(rows[row + i], seed);
      } else {
        scratch.clear();
        form.write(page.values(), page.isDictionary() ? page.indices()[value] : value, scratch);
        value++;
        rows[row + i] = hash.add(rows[row + i], scratch.array(), 0, scratch.size(), seed);
      }
    }
  }
}
