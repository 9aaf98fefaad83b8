package dev.parqueduct.io.parquet;

import java.io.IOException;

/** Stands at one value, or null, of a leaf column that may be nested. Reads a chunk to its end. */
public final class LeafCursor {
  private final int leaf;
  private final int maxDefinition;
  private final int maxRepetition;
  private ChunkScan scan;
  private PageValues page;
  private int level;
  private int value;
  private boolean ended;

  /**
   * @param leaf its number in the order of the schema
   */
  public LeafCursor(int leaf, int maxDefinition, int maxRepetition) {
    this.leaf = leaf;
    this.maxDefinition = maxDefinition;
    this.maxRepetition = maxRepetition;
  }

  /** Moves to the first value of a chunk. */
  public void open(ChunkScan newScan) throws IOException {
    scan = newScan;
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
        scan = null;
        return;
      }
    } while (page.levels() == 0);
    level = 0;
    value = 0;
  }

  /** Moves on; at the end, {@link #repetition} is 0 as at the beginning of a row. */
  public void next() throws IOException {
    requireMore();
    if (isValue()) {
      value++;
    }
    if (++level >= page.levels()) {
      nextPage();
    }
  }

  private void requireMore() throws DamagedFileException {
    if (ended) {
      throw new DamagedFileException("a column ends before others of its group");
    }
  }

  /**
   * Moves over this null, and over those of the same definition level that follow in its page.
   *
   * @param most to move over
   * @return how many
   */
  public int skipNulls(int most) throws IOException {
    requireMore();
    int[] definitions = page.definitions();
    int definition = definitions[level];
    int first = level;
    int end = Math.min(page.levels(), level + most);
    while (level < end && definitions[level] == definition) {
      level++;
    }
    int skipped = level - first;
    if (level == page.levels()) {
      nextPage();
    }
    return skipped;
  }

  /** The number of the leaf column. */
  public int leaf() {
    return leaf;
  }

  public boolean hasEnded() {
    return ended;
  }

  public int repetition() {
    return ended || maxRepetition == 0 ? 0 : page.repetitions()[level];
  }

  public int definition() {
    return page.count() == page.levels() ? maxDefinition : page.definitions()[level];
  }

  /** Whether it is a value, not a null. */
  public boolean isValue() {
    return definition() == maxDefinition;
  }

  /** What holds the value. */
  public Values values() {
    return page.values();
  }

  /** Where in {@link #values} the value is. */
  public int index() {
    return page.isDictionary() ? page.indices()[value] : value;
  }
}
