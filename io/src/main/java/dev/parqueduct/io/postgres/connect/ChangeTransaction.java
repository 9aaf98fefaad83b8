package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that may change the database; what it did stands once it is committed. Each of its
 * statements sees what was committed before it began, so that after a lock was waited for, nothing
 * is overlooked.
 */
public final class ChangeTransaction implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeTransaction.class);

  private final Connection connection;

  private ChangeTransaction(Connection connection) {
    this.connection = requireNonNull(connection, "connection");
  }

  /**
   * Begins a transaction.
   *
   * @param lockTimeoutSeconds how long each lock may be waited for; 0 for any time
   */
  public static ChangeTransaction begin(
      ConnectionSettings settings, String applicationName, int lockTimeoutSeconds)
      throws SQLException {
    Connection connection = settings.open(applicationName);
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      ChangeTransaction transaction = new ChangeTransaction(connection);
      transaction.execute("SET LOCAL lock_timeout = '" + lockTimeoutSeconds + "s'");
      transaction.execute("SET LOCAL statement_timeout = '" + settings.statementTimeout() + "s'");
      // A policy that hides rows must be an error, or hidden rows would be dropped with the table.
      transaction.execute("SET LOCAL row_security = off");
      transaction.execute("SET LOCAL datestyle = 'ISO, YMD'");
      transaction.execute("SET LOCAL timezone = 'UTC'");
      return transaction;
    } catch (SQLException e) {
      connection.close();
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

  public void commit() throws SQLException {
    connection.commit();
  }

  /** Ends the connection; what is not committed has not happened. */
  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      LOG.debug("Could not close a connection", e);
    }
  }
}
