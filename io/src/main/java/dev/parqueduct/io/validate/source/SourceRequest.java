package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.connect.ConnectionSettings;
import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.ServerInfo;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.export.RetryOnFailure;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.sql.SQLException;

/**
 * The database that files are compared with.
 *
 * @param settings how it is reached
 * @param retries what follows failures that may pass
 * @param sums 64-bit sums of a fingerprint, 1 or 2
 * @param maxDifferences rows that are named at most
 */
public record SourceRequest(
    ConnectionSettings settings, RetryOnFailure retries, int sums, int maxDifferences)
    implements Serializable {
  static final String APPLICATION = "parqueduct validate-parquet";
  private static final int MAJOR = 10_000;

  public SourceRequest {
    requireNonNull(settings, "settings");
    requireNonNull(retries, "retries");
  }

  /** How this server can hash rows. */
  public HashScheme scheme() {
    return retries.call("ask the server for its version", this::ask);
  }

  /**
   * Connects, and asks what every comparison depends on.
   *
   * @throws RunFailedException with exit code 2 if the server knows no such user or database, with
   *     1 if it cannot be reached
   */
  public void requireReachable() {
    HashScheme unused = scheme();
  }

  private HashScheme ask() throws SQLException {
    try (ReadTransaction transaction = begin()) {
      int version = ServerInfo.of(transaction).versionNumber() / MAJOR;
      return new HashScheme(HashMethod.ofServer(version), sums);
    }
  }

  /** A transaction that fails rather than overlook rows that a policy hides. */
  ReadTransaction begin() throws SQLException {
    ReadTransaction transaction = ReadTransaction.begin(settings, APPLICATION);
    try {
      transaction.execute("SET row_security = off");
      for (String setting : PgRows.sessionSettings()) {
        transaction.execute(setting);
      }
      return transaction;
    } catch (SQLException e) {
      transaction.close();
      throw e;
    }
  }
}
