package dev.parqueduct.io.parquet;

/**
 * Bounds on the memory of one open page and its dictionary.
 *
 * @param pageBytes a page is closed at this size, in bytes before compression
 * @param pageRows a page is closed at this many rows
 * @param dictionaryBytes a dictionary takes no more values at this size, in bytes before
 *     compression
 * @param batchValues values that wait until they are encoded together
 */
record ColumnLimits(int pageBytes, int pageRows, int dictionaryBytes, int batchValues) {
  private static final int LEAST_PAGE = 8 << 10;
  private static final int PAGE_ROWS = 1 << 16;
  private static final int DICTIONARY = 1 << 20;

  /** Shares out a quarter of a row group's memory among the open pages of all columns. */
  static ColumnLimits share(long rowGroupBytes, int pageBytes, int columns) {
    long share = Math.max(LEAST_PAGE, rowGroupBytes / 4 / columns);
    return new ColumnLimits(
        (int) Math.min(pageBytes, share),
        PAGE_ROWS,
        (int) Math.min(DICTIONARY, share),
        (int) Math.max(128, Math.min(1024, share / 32)));
  }
}
