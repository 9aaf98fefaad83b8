package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.PageValues;
import java.io.IOException;

/** Stands at one value, or null, of a nested leaf column. */
final class LeafCursor {
  private final int leaf;
  private final int maxDefinition;
  private final int maxRepetition;
  private ChunkScan scan;
  private PageValues page;
  private int level;
  private int value;
  private boolean ended;

  LeafCursor(int leaf, int maxDefinition, int maxRepetition) {
    this.leaf = leaf;
    this.maxDefinition = maxDefinition;
    this.maxRepetition = maxRepetition;
  }

  void open(LeafSource leaves) throws IOException {
    scan = leaves.scan(leaf);
    page = scan.page();
    level = -1;
    value = -1;
    ended = false;
    nextPage();
  }

  private void nextPage() throws IOException {
    do {
      if (!scan.next()) {
        ended = true;
        return;
      }
    } while (page.levels() == 0);
    level = 0;
    value = 0;
  }

  /** Moves on; at the end, {@link #repetition} is 0 as at the beginning of a row. */
  void next() throws IOException {
    if (isValue()) {
      value++;
    }
    if (++level >= page.levels()) {
      nextPage();
    }
  }

  boolean hasEnded() {
    return ended;
  }

  int repetition() {
    return ended || maxRepetition == 0 ? 0 : page.repetitions()[level];
  }

  int definition() {
    return page.count() == page.levels() ? maxDefinition : page.definitions()[level];
  }

  boolean isValue() {
    return definition() == maxDefinition;
  }

  void write(LeafForm form, ByteBuilder out) {
    form.write(page.values(), index(), out);
  }

  long number() {
    return page.values().numbers()[index()];
  }

  private int index() {
    return page.isDictionary() ? page.indices()[value] : value;
  }
}
