package dev.parqueduct.io.mysql.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.connect.Session;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.mysql.load.ImportUnit;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.rows.Workers;
import dev.parqueduct.io.mysql.table.ExistingTable;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a table with the files that it was loaded from: the number of rows, and a fingerprint of
 * each column, which the server computes in one scan. Rows are cut into buckets by their keys;
 * where a bucket differs, its rows are compared one by one, so that each difference is told with
 * its file and row.
 */
public final class TableVerification {
  private static final Logger LOG = LoggerFactory.getLogger(TableVerification.class);

  /** So many rows take long enough for people to wonder. */
  private static final long TOLD = 2_000_000;

  private static final int ROWS_A_BUCKET = 5_000;
  private static final int MOST_BUCKETS = 16_384;
  private static final int FETCH = 1_000;

  private final ImportRequest request;
  private final ObjectStore store;
  private final ImportPlan plan;
  private final ImportColumns columns;
  private final int maxDifferences;

  private TableVerification(
      ImportRequest request,
      ObjectStore store,
      ImportPlan plan,
      ImportColumns columns,
      int maxDifferences) {
    this.request = request;
    this.store = store;
    this.plan = plan;
    this.columns = columns;
    this.maxDifferences = maxDifferences;
  }

  /**
   * Compares.
   *
   * @param maxDifferences rows that are named at most
   */
  public static VerifyOutcome run(
      ImportRequest request, ObjectStore store, ImportPlan plan, int maxDifferences)
      throws IOException {
    requireNonNull(plan, "plan");
    try (Session session = new Session(request.connection(), request.retries())) {
      Optional<ExistingTable> table =
          session.run(
              "look at " + request.table(),
              connection -> ExistingTable.find(connection, request.table()));
      if (table.isEmpty()) {
        throw RunFailedException.usage(
            "There is no table " + request.table() + ", or it may not be seen.");
      }
      return new TableVerification(
              request, store, plan, comparable(plan.columns(), table.get()), maxDifferences)
          .compare(session);
    }
  }

  /** Tables that Lightning fills have no names of rows. */
  private static ImportColumns comparable(ImportColumns columns, ExistingTable table) {
    List<String> missing =
        columns.names().stream()
            .filter(name -> !table.columns().containsKey(name.toLowerCase(Locale.ROOT)))
            .toList();
    if (missing.isEmpty()) {
      return columns;
    }
    if (!missing.equals(List.of(ImportColumns.ROW_NAME))) {
      throw RunFailedException.verification(
          "The table has no column " + String.join(", ", missing) + ", which the files have.");
    }
    return new ImportColumns(
        columns.all().stream().filter(column -> column.leaf() != ImportColumn.ROW_NAME).toList(),
        List.of());
  }

  private VerifyOutcome compare(Session session) throws IOException {
    boolean keyed = !columns.key().isEmpty();
    long rows = plan.files().rows();
    int buckets = keyed ? (int) Math.max(1, Math.min(MOST_BUCKETS, rows / ROWS_A_BUCKET)) : 1;
    if (rows >= TOLD) {
      LOG.info("Comparing {} with the {} rows of the files", request.table(), rows);
    }
    BucketSums inFiles = new BucketSums(buckets, columns.all().size());
    for (BucketSums sums :
        Workers.ofProcessors().map(plan.units(), unit -> ofUnit(unit, buckets))) {
      inFiles.add(sums);
    }
    BucketSums inTable =
        session.run(
            "compute the fingerprints of " + request.table(),
            connection -> ofTable(connection, buckets));
    BitSet differing = new BitSet(buckets);
    for (int bucket = 0; bucket < buckets; bucket++) {
      differing.set(bucket, !inFiles.isEqual(inTable, bucket));
    }
    List<VerifyOutcome.Column> outcomes = new ArrayList<>();
    for (int i = 0; i < columns.all().size(); i++) {
      boolean equal = true;
      for (int bucket = 0; bucket < buckets; bucket++) {
        equal &= inFiles.isEqual(inTable, bucket, i);
      }
      outcomes.add(
          new VerifyOutcome.Column(columns.names().get(i), equal, inFiles.sum(i), inTable.sum(i)));
    }
    RowDifferences differences =
        new RowDifferences(request, store, columns, buckets, maxDifferences);
    if (keyed && !differing.isEmpty()) {
      differences.find(session, plan.units(), differing, inTable);
    }
    return new VerifyOutcome(
        request.table().toString(),
        inFiles.rows(),
        inTable.rows(),
        outcomes,
        differing.isEmpty() ? VerifyOutcome.Verdict.EQUAL : VerifyOutcome.Verdict.DIFFERENT,
        differences.ranges(),
        differences.rows());
  }

  private BucketSums ofUnit(ImportUnit unit, int buckets) throws IOException {
    BucketSums sums = new BucketSums(buckets, columns.all().size());
    RowCodes codes = new RowCodes(columns);
    boolean keyed = !columns.key().isEmpty();
    try (RowReader reader =
        RowReader.open(
            store, request.path(unit.file().path()), unit.file().path(), columns, unit.range())) {
      while (reader.next()) {
        Object[] row = unit.isDuplicate(reader.row()) ? null : codes.row(reader);
        if (row == null) {
          continue;
        }
        long keyCode = keyed ? codes.code(codes.key(row)) : 0;
        int bucket = sums.bucket(keyCode);
        sums.count(bucket, 1);
        for (int i = 0; i < row.length; i++) {
          sums.add(bucket, i, RowCodes.weight(keyCode) * codes.code(i, row[i]));
        }
      }
    }
    return sums;
  }

  private BucketSums ofTable(Connection connection, int buckets) throws SQLException {
    RowCodes codes = new RowCodes(columns);
    BucketSums sums = new BucketSums(buckets, columns.all().size());
    StringBuilder sql = new StringBuilder("SELECT ");
    sql.append(bucketSql(codes, buckets)).append(" AS bucket, COUNT(*)");
    for (ImportColumn column : columns.all()) {
      sql.append(", SUM(").append(codes.weightSql()).append(" * ");
      sql.append(RowCodes.codeSql(column)).append(")");
    }
    sql.append(" FROM ").append(request.table().sql()).append(" GROUP BY bucket");
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      ResultSet rows = statement.executeQuery(sql.toString());
      while (rows.next()) {
        int bucket = rows.getInt(1);
        sums.count(bucket, rows.getLong(2));
        for (int i = 0; i < columns.all().size(); i++) {
          sums.add(bucket, i, new BigDecimal(rows.getString(3 + i)).toBigInteger().longValue());
        }
      }
    }
    return sums;
  }

  /** The number of a row's bucket in SQL. */
  static String bucketSql(RowCodes codes, int buckets) {
    return "(CRC32(" + codes.keySql() + ") % " + buckets + ")";
  }
}
