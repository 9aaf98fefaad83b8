package dev.parqueduct.io.postgres.export;

import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.io.Closeable;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction that a unit is read in.
 *
 * @param snapshot that it sees
 */
record UnitSession(ReadTransaction transaction, SnapshotRef snapshot) implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(UnitSession.class);

  /** Sees what all units see, unless there is no such snapshot or it is no more. */
  static UnitSession begin(PgUnit unit, PgExport export) throws SQLException {
    String name = export.applicationName(unit.id());
    if (!export.snapshot().isNone()) {
      Optional<ReadTransaction> shared =
          ReadTransaction.beginAt(export.snapshot(), export.connection(), name);
      if (shared.isPresent()) {
        return prepared(shared.get(), export.snapshot());
      }
      LOG.warn(
          "event=snapshot_gone unit={} snapshot={} The unit is read in a snapshot of its own;"
              + " validate the files against the database.",
          unit.id(),
          export.snapshot().id());
    }
    ReadTransaction own = ReadTransaction.begin(export.connection(), name);
    try {
      return prepared(own, own.ownSnapshot());
    } catch (SQLException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static UnitSession prepared(ReadTransaction transaction, SnapshotRef snapshot)
      throws SQLException {
    for (String setting : PgRows.sessionSettings()) {
      transaction.execute(setting);
    }
    return new UnitSession(transaction, snapshot);
  }

  @Override
  public void close() {
    transaction.close();
  }
}
