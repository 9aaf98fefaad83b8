package dev.parqueduct.io.parquet;

import org.apache.parquet.column.ColumnDescriptor;

/**
 * The content of one data page. Arrays belong to the reader, may be longer than what is in them,
 * and change with the next page.
 */
public final class PageValues {
  private final Values own = new Values();
  private int[] repetitions = new int[0];
  private int[] definitions = new int[0];
  private int[] indices = new int[0];
  private Values values = own;
  private int maxRepetition;
  private int maxDefinition;
  private int levels;
  private int count;
  private int rows;

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

  /** Begins with the pages of a column chunk. */
  void open(ColumnDescriptor column) {
    maxRepetition = column.getMaxRepetitionLevel();
    maxDefinition = column.getMaxDefinitionLevel();
    values = own;
  }

  /** Lets go of what the pages held, and of very long arrays. */
  void close() {
    values = own;
    own.close();
    repetitions = kept(repetitions);
    definitions = kept(definitions);
    indices = kept(indices);
  }

  private static int[] kept(int[] array) {
    return array.length > ChunkBuffers.LONGEST_KEPT ? new int[0] : array;
  }

  void start(int newLevels) {
    levels = newLevels;
    count = newLevels;
    rows = newLevels;
  }

  /** Reads the repetition levels at {@code from}..{@code to}. */
  void readRepetitions(byte[] bytes, int from, int to) throws DamagedFileException {
    repetitions = atLeast(repetitions, levels);
    HybridDecoder.decode(bytes, from, to, width(maxRepetition), repetitions, levels);
    rows = 0;
    int beyond = 0;
    for (int i = 0; i < levels; i++) {
      rows += repetitions[i] == 0 ? 1 : 0;
      beyond |= maxRepetition - repetitions[i];
    }
    requireNone(beyond);
  }

  /** Reads the definition levels at {@code from}..{@code to}. */
  void readDefinitions(byte[] bytes, int from, int to) throws DamagedFileException {
    if (HybridDecoder.isRun(bytes, from, to, width(maxDefinition), maxDefinition, levels)) {
      return;
    }
    definitions = atLeast(definitions, levels);
    HybridDecoder.decode(bytes, from, to, width(maxDefinition), definitions, levels);
    count = 0;
    int beyond = 0;
    for (int i = 0; i < levels; i++) {
      count += definitions[i] == maxDefinition ? 1 : 0;
      beyond |= maxDefinition - definitions[i];
    }
    requireNone(beyond);
  }

  private static void requireNone(int beyond) throws DamagedFileException {
    if (beyond < 0) {
      throw new DamagedFileException("a level is beyond those of its column");
    }
  }

  private static int width(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
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
