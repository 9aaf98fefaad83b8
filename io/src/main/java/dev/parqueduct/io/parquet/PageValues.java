package dev.parqueduct.io.parquet;

/**
 * The content of one data page. Arrays belong to the reader, may be longer than what is in them,
 * and change with the next page.
 */
public final class PageValues {
  private final int maxDefinition;
  private final Values own = new Values();
  private int[] repetitions = new int[0];
  private int[] definitions = new int[0];
  private int[] indices = new int[0];
  private Values values = own;
  private int levels;
  private int count;
  private int rows;

  PageValues(int maxDefinition) {
    this.maxDefinition = maxDefinition;
  }

  /** Values and nulls (also empty lists and missing groups). */
  public int levels() {
    return levels;
  }

  /** Rows that begin in the page. */
  public int rows() {
    return rows;
  }

  /** Repetition levels; all are 0 if the column is not repeated, and then they are not here. */
  public int[] repetitions() {
    return repetitions;
  }

  /** Definition levels; not filled where {@link #count} equals {@link #levels}. */
  public int[] definitions() {
    return definitions;
  }

  /** Values that are not null. */
  public int count() {
    return count;
  }

  /** Whether values are given as numbers of a dictionary's entries. */
  public boolean isDictionary() {
    return values != own;
  }

  /** Per value the number of its entry in {@link #values}, if {@link #isDictionary}. */
  public int[] indices() {
    return indices;
  }

  /** The dictionary of the chunk, or the values themselves. */
  public Values values() {
    return values;
  }

  void start(int newLevels) {
    levels = newLevels;
    count = newLevels;
    rows = newLevels;
  }

  int[] startRepetitions() {
    repetitions = atLeast(repetitions, levels);
    return repetitions;
  }

  void countRows() {
    rows = 0;
    for (int i = 0; i < levels; i++) {
      rows += repetitions[i] == 0 ? 1 : 0;
    }
  }

  int[] startDefinitions() {
    definitions = atLeast(definitions, levels);
    return definitions;
  }

  void countValues() {
    count = 0;
    for (int i = 0; i < levels; i++) {
      count += definitions[i] == maxDefinition ? 1 : 0;
    }
  }

  int[] startIndices(Values dictionary) {
    indices = atLeast(indices, count);
    values = dictionary;
    return indices;
  }

  Values startValues() {
    values = own;
    return own;
  }

  private static int[] atLeast(int[] array, int length) {
    return array.length >= length ? array : new int[length];
  }
}
