package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.sql.SQLException;

/**
 * A snapshot that other transactions can take on, for as long as this is open: the transaction that
 * exported it must live.
 */
public final class ExportedSnapshot implements Closeable {
  private final ReadTransaction owner;
  private final SnapshotRef ref;

  private ExportedSnapshot(ReadTransaction owner, SnapshotRef ref) {
    this.owner = requireNonNull(owner, "owner");
    this.ref = requireNonNull(ref, "ref");
  }

  public static ExportedSnapshot take(ConnectionSettings settings, String applicationName)
      throws SQLException {
    ReadTransaction owner = ReadTransaction.begin(settings, applicationName);
    try {
      String id =
          owner
              .value("SELECT pg_export_snapshot()")
              .orElseThrow(() -> new SQLException("the server exports no snapshot"));
      return new ExportedSnapshot(owner, owner.snapshot(id));
    } catch (SQLException | RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  public SnapshotRef ref() {
    return ref;
  }

  @Override
  public void close() {
    owner.close();
  }
}
