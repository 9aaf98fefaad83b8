package dev.parqueduct.io.clickhouse.http;

import java.util.Set;

/** What a failure of the server means for whoever asked. Codes are those of ClickHouse. */
public enum ErrorKind {
  /** The connection broke, or the server is going down, starting, or not to be reached. */
  NETWORK("the connection to the server fails"),
  /** Merges do not keep up with inserts. */
  TOO_MANY_PARTS("the table has too many parts; merges do not keep up"),
  /** A limit of memory, or of what a join may hold. */
  MEMORY("the server has not enough memory"),
  /** Too many queries, or one that took too long. */
  BUSY("the server is busy"),
  /** A value that the server does not take. */
  DATA("the server does not take a value"),
  /** Anything that will fail again. */
  LASTING("the server refuses");

  private static final Set<Integer> NETWORK_CODES =
      Set.of(3, 32, 95, 96, 101, 198, 209, 210, 236, 242, 279, 299, 319, 394, 425, 499, 999);
  private static final Set<Integer> MEMORY_CODES = Set.of(173, 191, 241);
  private static final Set<Integer> BUSY_CODES = Set.of(159, 160, 202, 203, 439, 745);
  private static final Set<Integer> DATA_CODES =
      Set.of(6, 25, 26, 27, 38, 41, 53, 69, 70, 72, 117, 130, 131, 167, 190, 321, 349, 376, 407);

  private final String words;

  ErrorKind(String words) {
    this.words = words;
  }

  static ErrorKind of(int code) {
    if (code == 252) {
      return TOO_MANY_PARTS;
    }
    if (MEMORY_CODES.contains(code)) {
      return MEMORY;
    }
    if (NETWORK_CODES.contains(code)) {
      return NETWORK;
    }
    if (BUSY_CODES.contains(code)) {
      return BUSY;
    }
    return DATA_CODES.contains(code) ? DATA : LASTING;
  }

  /** Whether the same may succeed later. */
  public boolean mayPass() {
    return this != DATA && this != LASTING;
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }
}
