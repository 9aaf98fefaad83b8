package dev.parqueduct.io.parquet;

/** The dictionary of a column chunk, and which of its values the pages refer to. */
final class UsedDictionary {
  private final Values values = new Values();
  private boolean present;
  private boolean[] used = new boolean[0];
  private int unused;

  /** What takes the values of the dictionary's page. */
  Values start() throws DamagedFileException {
    if (present) {
      throw new DamagedFileException("a second dictionary");
    }
    present = true;
    return values;
  }

  Values values() {
    return values;
  }

  /** Takes note of the values that a page refers to. */
  void use(int[] indices, int count) throws DamagedFileException {
    int last = values.count() - 1;
    int outside = 0;
    for (int i = 0; i < count; i++) {
      outside |= indices[i] | (last - indices[i]);
    }
    if (outside < 0) {
      throw new DamagedFileException(
          "a page refers to values beyond the " + values.count() + " of the dictionary");
    }
    if (used.length < values.count()) {
      used = new boolean[values.count()];
      unused = used.length;
    }
    for (int i = 0; i < count && unused > 0; i++) {
      if (!used[indices[i]]) {
        used[indices[i]] = true;
        unused--;
      }
    }
  }

  boolean isUsed(int index) {
    return index < used.length && used[index];
  }
}
