package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A read-only REPEATABLE READ transaction on a connection of its own: all its statements see one
 * snapshot, and none can change anything.
 *
 * <p>Sessions are set so that the same rows come in the same order and the same form whatever the
 * server's configuration: no scan joins another one midway, and none is split among processes.
 */
public final class ReadTransaction implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadTransaction.class);

  /** The snapshot is unknown (PostgreSQL 16 and later; before), or its owner is gone. */
  private static final Set<String> SNAPSHOT_GONE = Set.of("42704", "22023", "55000");

  private static final List<String> SESSION =
      List.of(
          "SET idle_in_transaction_session_timeout = 0",
          // Policies that hide rows from this user fail the export instead of thinning it out.
          "SET row_security = off",
          "SET synchronize_seqscans = off",
          "SET max_parallel_workers_per_gather = 0",
          // Bounds of units are read and written as text.
          "SET datestyle = 'ISO, YMD'",
          "SET timezone = 'UTC'");

  private final Connection connection;

  private ReadTransaction(Connection connection) {
    this.connection = requireNonNull(connection, "connection");
  }

  /** Begins a transaction with a snapshot of its own. */
  public static ReadTransaction begin(ConnectionSettings settings, String applicationName)
      throws SQLException {
    Connection connection = settings.open(applicationName);
    try {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        for (String setting : SESSION) {
          statement.execute(setting);
        }
        statement.execute("SET statement_timeout = '" + settings.statementTimeout() + "s'");
      }
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new ReadTransaction(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Begins a transaction that sees an exported snapshot.
   *
   * @return nothing when the snapshot is no more
   */
  public static Optional<ReadTransaction> beginAt(
      SnapshotRef snapshot, ConnectionSettings settings, String applicationName)
      throws SQLException {
    ReadTransaction transaction = begin(settings, applicationName);
    try {
      transaction.execute("SET TRANSACTION SNAPSHOT '" + snapshot.id().replace("'", "''") + "'");
      return Optional.of(transaction);
    } catch (SQLException e) {
      transaction.close();
      if (SqlFailures.sqlState(e).map(SNAPSHOT_GONE::contains).orElse(false)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What this transaction sees, as a snapshot that nobody else can take on. */
  public SnapshotRef ownSnapshot() throws SQLException {
    return snapshot("own");
  }

  SnapshotRef snapshot(String id) throws SQLException {
    String lsn =
        ifAllowed(
                "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                    + " ELSE pg_current_wal_lsn() END")
            .orElse("");
    return new SnapshotRef(id, lsn, ifAllowed("SELECT transaction_timestamp()::text").orElse(""));
  }

  /** The single value of a query, or nothing when there is none. */
  Optional<String> value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  /** The single value of a query, or nothing when the server refuses it. */
  Optional<String> ifAllowed(String sql) throws SQLException {
    execute("SAVEPOINT before_question");
    Optional<String> value;
    try {
      value = value(sql);
    } catch (SQLException e) {
      if (SqlFailures.mayPass(e)) {
        throw e;
      }
      LOG.debug("Not told: {} ({})", sql, e.getMessage());
      execute("ROLLBACK TO SAVEPOINT before_question");
      value = Optional.empty();
    }
    execute("RELEASE SAVEPOINT before_question");
    return value;
  }

  /** Ends the transaction and the connection, which has changed nothing. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("Could not close a connection", e);
    }
  }
}
