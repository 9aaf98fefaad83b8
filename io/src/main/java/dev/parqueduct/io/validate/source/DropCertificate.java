package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.connect.ChangeTransaction;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.copy.PgRows;
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
    try (ChangeTransaction transaction = begin(" certify")) {
      SourceTable source = find(transaction.connection(), table);
      String statement = statement(source, action);
      transaction.execute("LOCK TABLE " + source.from() + " IN ACCESS EXCLUSIVE MODE");
      // Another table may have come by that name before the lock.
      if (find(transaction.connection(), table).oid() != source.oid()) {
        throw refused(table, "it was replaced by another table just now");
      }
      String found = compare(transaction.connection(), source, files);
      transaction.execute(statement);
      // The name of a schema is not locked: what went must be what was compared.
      if (SourceTable.isThere(transaction.connection(), source.oid(), action == Action.DETACH)) {
        throw refused(table, "its name came to mean another table just now");
      }
      transaction.commit();
      return String.format(
          Locale.ROOT,
          "%s: %s (%s, equal under lock)",
          action == Action.DROP ? "dropped" : "detached",
          table,
          found);
    } catch (SQLException e) {
      throw refused(table, SqlFailures.line(e));
    }
  }

  /**
   * A script that does the same: it recomputes under a lock, and raises unless everything is equal.
   */
  public String script(String table, List<FileVerdict> files, Action action) throws IOException {
    requireWhole(table, files);
    try (ChangeTransaction transaction = begin("")) {
      SourceTable source = find(transaction.connection(), table);
      DropScript script = new DropScript(source, statement(source, action), lockTimeoutSeconds);
      if (files.isEmpty()) {
        return script.ofEmpty();
      }
      HashScheme scheme = files.get(0).fingerprint().scheme();
      Expectation expected = expectation(transaction.connection(), source, files, scheme);
      return script.of(expected.columns, expected.sql, TableComparison.sum(files, scheme));
    } catch (SQLException e) {
      throw refused(table, SqlFailures.line(e));
    }
  }

  private ChangeTransaction begin(String what) throws SQLException {
    ChangeTransaction transaction =
        ChangeTransaction.begin(
            request.settings(), SourceRequest.APPLICATION + what, lockTimeoutSeconds);
    try {
      for (String setting : PgRows.sessionSettings()) {
        transaction.execute(setting);
      }
      return transaction;
    } catch (SQLException e) {
      transaction.close();
      throw e;
    }
  }

  private static void requireWhole(String table, List<FileVerdict> files) {
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

  /** What a table is compared by. */
  private record Expectation(List<PgColumn> columns, FingerprintSql sql) {}

  private Expectation expectation(
      Connection connection, SourceTable source, List<FileVerdict> files, HashScheme scheme)
      throws SQLException, IOException {
    try {
      List<PgColumn> columns = new TableComparison(store, request).columns(files);
      String problem = source.columnProblem(connection, columns);
      if (!problem.isEmpty()) {
        throw refused(source.fullName(), problem);
      }
      return new Expectation(
          columns, FingerprintSql.of(columns, scheme, TableComparison.encoding(connection)));
    } catch (IllegalArgumentException e) {
      throw refused(source.fullName(), e.getMessage());
    }
  }

  /** What was found, in words. A table without files must have no rows. */
  private String compare(Connection connection, SourceTable source, List<FileVerdict> files)
      throws SQLException, IOException {
    if (files.isEmpty()) {
      long rows = TableComparison.count(connection, source);
      if (rows > 0) {
        throw refused(source.fullName(), "under the lock it has " + rows + " rows, the files none");
      }
      return "0 rows";
    }
    HashScheme scheme = files.get(0).fingerprint().scheme();
    Fingerprint expected = TableComparison.sum(files, scheme);
    Fingerprint found =
        TableComparison.fingerprint(
            connection, expectation(connection, source, files, scheme).sql, source.from());
    if (!found.equals(expected)) {
      throw refused(
          source.fullName(),
          "under the lock it has " + words(found) + ", the files " + words(expected));
    }
    return words(found);
  }

  private static String words(Fingerprint rows) {
    return rows.rows() + " rows, fingerprint " + String.join(" ", rows.sums());
  }

  private static RunFailedException refused(String table, String why) {
    return RunFailedException.failed(
        "NOT certified, and left as it is: " + table + ": " + why + ".");
  }
}
