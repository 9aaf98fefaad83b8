package dev.parqueduct.io.postgres.hash;

/** How a row is hashed. Hashes of different methods must not be compared. */
public enum HashMethod {
  /**
   * From PostgreSQL 14 on: {@code hash_record_extended}, 31 times what came before plus the hash of
   * the value, nulls being 0, over all columns; and then the hash of the eight bytes of the
   * outcome. Without this last step the sum over all rows would not change when values of one
   * column change rows among themselves, because sums and the combination of columns are linear.
   */
  RECORD,
  /**
   * From PostgreSQL 11 on: a chain of {@code hashtextextended} over the columns, each with what
   * came before as its seed. What is hashed is the binary form of the value in lower-case
   * hexadecimal, or {@code -} for null; the first seed is the row's.
   */
  TEXT_CHAIN;

  private static final int FIRST_RECORD_HASH = 14;
  private static final int FIRST_EXTENDED_HASH = 11;

  /**
   * The best that a server can do.
   *
   * @param majorVersion 17 for PostgreSQL 17.x
   */
  public static HashMethod ofServer(int majorVersion) {
    if (majorVersion < FIRST_EXTENDED_HASH) {
      throw new IllegalArgumentException(
          "PostgreSQL "
              + majorVersion
              + " has no 64-bit hashes, so its rows cannot be compared with files; 11 is the oldest"
              + " that has");
    }
    return majorVersion >= FIRST_RECORD_HASH ? RECORD : TEXT_CHAIN;
  }

  /** What a row begins with. */
  long start(long seed) {
    return this == RECORD ? 0 : seed;
  }

  /** The hash of a row, of what its columns came to. */
  long finish(long row, long seed) {
    return this == RECORD ? Lookup3.hashEightBytes(row, seed) : row;
  }
}
