package dev.parqueduct.io.postgres.connect;

import java.io.Serializable;
import java.sql.SQLException;

/**
 * The server and the database that a transaction is connected to.
 *
 * @param versionNumber such as 170009
 * @param version for people
 * @param system identity of the cluster, empty where it is not allowed to be asked for
 * @param database name
 * @param standby whether it replays another server's changes
 */
public record ServerInfo(
    int versionNumber, String version, String system, String database, boolean standby)
    implements Serializable {
  /** The first version that scans ranges of {@code ctid} without reading the whole table. */
  private static final int TID_RANGE_SCANS = 140000;

  public static ServerInfo of(ReadTransaction transaction) throws SQLException {
    String number = transaction.ifAllowed("SHOW server_version_num").orElse("0");
    return new ServerInfo(
        Integer.parseInt(number),
        transaction.ifAllowed("SHOW server_version").orElse("unknown"),
        transaction.ifAllowed("SELECT system_identifier FROM pg_control_system()").orElse(""),
        transaction.ifAllowed("SELECT current_database()").orElse(""),
        transaction.ifAllowed("SELECT pg_is_in_recovery()").map("t"::equals).orElse(false));
  }

  public boolean scansBlockRanges() {
    return versionNumber >= TID_RANGE_SCANS;
  }

  /** What tells this database from others, for the ledger. */
  public String identity() {
    return database + (system.isEmpty() ? "" : " of system " + system);
  }
}
