package dev.parqueduct.io.parquet;

/**
 * Bounds on the memory of one open page and its dictionary.
 *
 * @param pageBytes size at which a page is closed, in bytes before compression
 * @param pageRows rows at which a page is closed
 * @param dictionaryBytes size at which a dictionary is full, in bytes before compression
 * @param dictionaryValues values at which a dictionary is full, as hash tables cost memory too
 * @param batchValues values that wait until they are encoded together
 */
record ColumnLimits(
    int pageBytes, int pageRows, int dictionaryBytes, int dictionaryValues, int batchValues) {
  private static final int LEAST_PAGE = 8 << 10;
  private static final int PAGE_ROWS = 1 << 16;
  private static final int DICTIONARY = 1 << 20;

  /** Shares out a quarter of a row group's memory among the open pages of all columns. */
  static ColumnLimits share(long rowGroupBytes, int pageBytes, int columns) {
    int share = (int) Math.min(DICTIONARY, Math.max(LEAST_PAGE, rowGroupBytes / 4 / columns));
    return new ColumnLimits(
        (int) Math.min(pageBytes, Math.max(LEAST_PAGE, rowGroupBytes / 4 / columns)),
        PAGE_ROWS,
        share,
        share / 16,
        Math.max(128, Math.min(1024, share / 32)));
  }
}
