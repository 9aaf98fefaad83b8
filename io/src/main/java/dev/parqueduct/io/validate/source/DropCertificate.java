package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.connect.ChangeTransaction;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.FileVerdict;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Closes the gap between a comparison and the drop: under a lock that keeps everyone out, count and
 * fingerprint are computed once more, and only if they are those of the files, the table goes.
 */
public final class DropCertificate {
  /** What becomes of the table. */
  public enum Action {
    /** It stays, on its own, and is no partition any more. */
    DETACH,
    DROP
  }

  private final ObjectStore store;
  private final SourceRequest request;
  private final int lockTimeoutSeconds;

  /**
   * @param lockTimeoutSeconds how long a lock may be waited for; 0 for any time
   */
  public DropCertificate(ObjectStore store, SourceRequest request, int lockTimeoutSeconds) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
    this.lockTimeoutSeconds = lockTimeoutSeconds;
  }

  /**
   * Locks, compares, and detaches or drops.
   *
   * @param files all files of the table, which have passed
   * @return what was done, in one line
   * @throws RunFailedException with exit code 1 if the table differs from the files, or cannot be
   *     locked; it is as it was then
   */
  public String certify(String table, List<FileVerdict> files, Action action) throws IOException {
    requireWhole(table, files);
    try (ChangeTransaction transaction =
        ChangeTransaction.begin(
            request.settings(), SourceRequest.APPLICATION + " certify", lockTimeoutSeconds)) {
      SourceTable source = find(transaction.connection(), table);
      String statement = statement(source, action);
      transaction.execute("LOCK TABLE " + source.from() + " IN ACCESS EXCLUSIVE MODE");
      // Another table may have come by that name before the lock.
      if (find(transaction.connection(), table).oid() != source.oid()) {
        throw refused(table, "it was replaced by another table just now");
      }
      Fingerprint found = compare(transaction.connection(), source, files);
      transaction.execute(statement);
      transaction.commit();
      return String.format(
          Locale.ROOT,
          "%s: %s (%d rows, fingerprint %s, equal under lock)",
          action == Action.DROP ? "dropped" : "detached",
          table,
          found.rows(),
          String.join(" ", found.sums()));
    } catch (SQLException e) {
      throw refused(table, SqlFailures.line(e));
    }
  }

  /**
   * A script that does the same: it recomputes under a lock, and raises unless everything is equal.
   */
  public String script(String table, List<FileVerdict> files, Action action) throws IOException {
    requireWhole(table, files);
    try (ChangeTransaction transaction =
        ChangeTransaction.begin(
            request.settings(), SourceRequest.APPLICATION, lockTimeoutSeconds)) {
      Connection connection = transaction.connection();
      SourceTable source = find(connection, table);
      HashScheme scheme = files.get(0).fingerprint().scheme();
      FingerprintSql sql = sql(connection, source, files, scheme);
      return DropScript.of(
          source,
          sql,
          TableComparison.sum(files, scheme),
          statement(source, action),
          lockTimeoutSeconds);
    } catch (SQLException e) {
      throw refused(table, SqlFailures.line(e));
    }
  }

  private static void requireWhole(String table, List<FileVerdict> files) {
    if (files.isEmpty()) {
      throw refused(table, "there are no files of it");
    }
    for (FileVerdict file : files) {
      if (file.status() != FileVerdict.Status.PASS || file.fingerprint() == null) {
        throw refused(table, "its file " + file.path() + " did not pass with a fingerprint");
      }
    }
  }

  private static SourceTable find(Connection connection, String table) throws SQLException {
    SourceTable source =
        SourceTable.find(connection, table)
            .orElseThrow(() -> refused(table, "there is no such table"));
    if (!source.kind().equals("r") || source.hasChildren()) {
      throw refused(
          table, "it is no plain table or partition, or others inherit from it and would go too");
    }
    return source;
  }

  private static String statement(SourceTable source, Action action) {
    if (action == Action.DROP) {
      return "DROP TABLE " + source.quoted();
    }
    if (source.parent().isEmpty()) {
      throw refused(source.fullName(), "it is a partition of no table, so it cannot be detached");
    }
    return "ALTER TABLE " + source.parent() + " DETACH PARTITION " + source.quoted();
  }

  private FingerprintSql sql(
      Connection connection, SourceTable source, List<FileVerdict> files, HashScheme scheme)
      throws SQLException, IOException {
    List<PgColumn> columns = new TableComparison(store, request).columns(files);
    String problem = source.columnProblem(connection, columns);
    if (!problem.isEmpty()) {
      throw refused(source.fullName(), problem);
    }
    return FingerprintSql.of(columns, scheme, TableComparison.encoding(connection));
  }

  private Fingerprint compare(Connection connection, SourceTable source, List<FileVerdict> files)
      throws SQLException, IOException {
    HashScheme scheme = files.get(0).fingerprint().scheme();
    Fingerprint expected = TableComparison.sum(files, scheme);
    Fingerprint found =
        TableComparison.fingerprint(
            connection, sql(connection, source, files, scheme), source.from());
    if (!found.equals(expected)) {
      throw refused(
          source.fullName(),
          "under the lock it has "
              + found.rows()
              + " rows with fingerprint "
              + String.join(" ", found.sums())
              + ", the files "
              + expected.rows()
              + " with "
              + String.join(" ", expected.sums()));
    }
    return found;
  }

  private static RunFailedException refused(String table, String why) {
    return RunFailedException.failed(
        "NOT certified, and left as it is: " + table + ": " + why + ".");
  }
}
