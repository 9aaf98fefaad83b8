package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.export.PlanRecord;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.hash.ParquetFingerprint;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.TableSource;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.EmptyTable;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict;
import dev.parqueduct.io.validate.SourceVerdict.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the files of a table with the table: count and fingerprint in one scan. */
public final class TableComparison {
  private final ObjectStore store;
  private final SourceRequest request;

  public TableComparison(ObjectStore store, SourceRequest request) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
  }

  /** Compares; if there are differences, looks for the rows. */
  public SourceVerdict compare(String table, List<FileVerdict> files) throws IOException {
    Optional<FileVerdict> without =
        files.stream().filter(file -> file.fingerprint() == null).findFirst();
    if (without.isPresent()) {
      return unequal(table, "its file " + without.get().path() + " has no fingerprint");
    }
    return compare(table, transaction -> compare(transaction, table, files));
  }

  /** Compares a table that was exported without a row. */
  public SourceVerdict compare(EmptyTable empty) throws IOException {
    return compare(empty.table(), transaction -> compare(transaction, empty));
  }

  /** What is asked of the database in one transaction. */
  private interface Question {
    SourceVerdict ask(ReadTransaction transaction) throws SQLException, IOException;
  }

  private SourceVerdict compare(String table, Question question) throws IOException {
    try {
      return request.retries().call("compare " + table, () -> attempt(question));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalArgumentException e) {
      return unequal(table, e.getMessage());
    } catch (RunFailedException e) {
      if (e.exitCode() == ExitCode.USAGE) {
        throw e;
      }
      // One table that cannot be compared does not keep the others from it.
      return unequal(table, e.getMessage());
    }
  }

  private SourceVerdict attempt(Question question) throws SQLException {
    try (ReadTransaction transaction = request.begin()) {
      return question.ask(transaction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SourceVerdict compare(ReadTransaction transaction, String table, List<FileVerdict> files)
      throws SQLException, IOException {
    Connection connection = transaction.connection();
    Optional<SourceTable> found = SourceTable.find(connection, table);
    if (found.isEmpty()) {
      return unequal(table, missing(table, files.get(0).root()));
    }
    List<PgColumn> columns = columns(files);
    String problem = found.get().columnProblem(connection, columns);
    return problem.isEmpty()
        ? compare(transaction, found.get(), columns, files)
        : unequal(table, problem);
  }

  /** Why a table is not there. */
  private String missing(String table, String root) throws IOException {
    boolean query =
        !root.isEmpty()
            && new PlanRecord(store, root)
                .tables().stream()
                    .map(PlannedTable::source)
                    .anyMatch(
                        source ->
                            source.kind() == TableSource.Kind.QUERY
                                && source.fullName().equals(table));
    return query
        ? "its rows are those of a query (--queries of the export), and no table is called so:"
            + " export the tables themselves to compare them"
        : "there is no such table in " + request.settings().place();
  }

  private SourceVerdict compare(ReadTransaction transaction, EmptyTable empty)
      throws SQLException, IOException {
    Connection connection = transaction.connection();
    Optional<SourceTable> found = SourceTable.find(connection, empty.table());
    if (found.isEmpty()) {
      return unequal(empty.table(), missing(empty.table(), empty.root()));
    }
    long rows = count(connection, found.get());
    return new SourceVerdict(
        empty.table(),
        rows == 0,
        rows == 0
            ? "no rows in the database either"
            : "it was exported without a row, and the database has " + rows,
        List.of(new Comparison(empty.table(), rows, 0, rows == 0)),
        List.of(),
        keep(transaction, found.get()),
        transaction.ownSnapshot().takenAt());
  }

  private SourceVerdict compare(
      ReadTransaction transaction,
      SourceTable table,
      List<PgColumn> columns,
      List<FileVerdict> files)
      throws SQLException, IOException {
    Connection connection = transaction.connection();
    HashScheme scheme = files.get(0).fingerprint().scheme();
    String encoding = encoding(connection);
    FingerprintSql sql = FingerprintSql.of(columns, scheme, encoding);
    Fingerprint inFiles = sum(files, scheme);
    TableParts cut =
        plan(table, files)
            .map(plan -> TableParts.of(plan, files))
            .orElseGet(() -> TableParts.whole(files));
    PartSums parts = PartSums.read(connection, sql, table, cut, scheme);
    Fingerprint inSource = parts.total();
    boolean equal = inFiles.equals(inSource);
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new Comparison(table.fullName(), inSource.rows(), inFiles.rows(), equal));
    comparisons.addAll(parts.comparisons(files, equal));
    List<String> differences =
        equal
            ? List.of()
            : new RowDifferences(store, connection, table, columns, files, scheme, encoding, cut)
                .find(Math.max(inSource.rows(), inFiles.rows()), request.maxDifferences());
    return new SourceVerdict(
        table.fullName(),
        equal,
        equal
            ? "equal to the database, fingerprint " + String.join(" ", inSource.sums())
            : String.format(
                "the database has %d rows with fingerprint %s, the files %d with %s",
                inSource.rows(),
                String.join(" ", inSource.sums()),
                inFiles.rows(),
                String.join(" ", inFiles.sums())),
        comparisons,
        differences,
        keep(transaction, table),
        transaction.ownSnapshot().takenAt());
  }

  /** Why a table that is equal must stay nevertheless; empty for no reason. */
  private static String keep(ReadTransaction transaction, SourceTable table) throws SQLException {
    return bool(transaction.connection(), "SELECT pg_is_in_recovery()")
        ? "it is equal on a standby, which may be behind its primary: compare with the primary"
        : table.keep();
  }

  private static boolean bool(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  static long count(Connection connection, SourceTable table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.from())) {
      boolean unused = row.next();
      return row.getLong(1);
    }
  }

  /** How the export cut the table, if the ledger of the files says it. */
  private Optional<PlannedTable> plan(SourceTable table, List<FileVerdict> files)
      throws IOException {
    String root = files.get(0).root();
    if (root.isEmpty()) {
      return Optional.empty();
    }
    return new PlanRecord(store, root)
        .tables().stream()
            .filter(planned -> planned.source().fullName().equals(table.fullName()))
            .findFirst();
  }

  /** The fingerprints of files add up to that of the table. */
  static Fingerprint sum(List<FileVerdict> files, HashScheme scheme) {
    Fingerprint sum = Fingerprint.none(scheme);
    for (FileVerdict file : files) {
      sum = sum.plus(file.fingerprint());
    }
    return sum;
  }

  static Fingerprint fingerprint(Connection connection, FingerprintSql sql, String from)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.select(from))) {
      boolean unused = row.next();
      return sql.read(row, 1);
    }
  }

  static String encoding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_encoding")) {
      boolean unused = row.next();
      return row.getString(1);
    }
  }

  /**
   * The columns of the table that the files are from.
   *
   * @throws IllegalArgumentException if they do not agree
   */
  List<PgColumn> columns(List<FileVerdict> files) throws IOException {
    List<PgColumn> columns = new ArrayList<>();
    for (FileVerdict file : files) {
      try (SeekableByteChannel channel = store.openSeekable(file.path());
          FileScan scan = FileScan.open(new ChannelInput(channel))) {
        if (channel.size() != file.bytes()) {
          throw new IllegalArgumentException(file.path() + " has changed since it was read");
        }
        List<PgColumn> here = ParquetFingerprint.columns(scan);
        if (!columns.isEmpty() && !columns.equals(here)) {
          throw new IllegalArgumentException(file.path() + " has other columns than the others");
        }
        columns = here;
      }
    }
    return columns;
  }

  private static SourceVerdict unequal(String table, String why) {
    return new SourceVerdict(table, false, why, List.of(), List.of(), "", "");
  }
}
