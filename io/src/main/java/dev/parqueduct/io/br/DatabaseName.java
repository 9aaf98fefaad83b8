package dev.parqueduct.io.br;

/**
 * Names of databases in a backup. BR stores system databases under a temporary name, so that a
 * restore cannot overwrite the ones in use.
 */
public final class DatabaseName {
  private static final String TEMPORARY = "__TiDB_BR_Temporary_";

  private DatabaseName() {}

  /** The database's own name, for matching and for output. */
  public static String of(String stored) {
    return stored.startsWith(TEMPORARY) ? stored.substring(TEMPORARY.length()) : stored;
  }
}
