package dev.parqueduct.io.mysql.verify;

import dev.parqueduct.io.mysql.connect.Session;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.mysql.load.ImportUnit;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.verify.VerifyOutcome.Kind;
import dev.parqueduct.io.mysql.verify.VerifyOutcome.Range;
import dev.parqueduct.io.mysql.verify.VerifyOutcome.Row;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the rows that differ, in buckets that do: as many of these as memory allows. */
final class RowDifferences {
  private static final long MOST_ROWS = 200_000;
  private static final int FETCH = 1_000;

  private final ImportRequest request;
  private final ObjectStore store;
  private final ImportColumns columns;
  private final int buckets;
  private final int maxRows;
  private final RowCodes codes;
  private final Map<List<Object>, Range> ranges = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  RowDifferences(
      ImportRequest request, ObjectStore store, ImportColumns columns, int buckets, int maxRows) {
    this.request = request;
    this.store = store;
    this.columns = columns;
    this.buckets = buckets;
    this.maxRows = maxRows;
    this.codes = new RowCodes(columns);
  }

  List<Range> ranges() {
    return new ArrayList<>(ranges.values());
  }

  List<Row> rows() {
    return rows;
  }

  void find(Session session, List<ImportUnit> units, BitSet differing, BucketSums inTable)
      throws IOException {
    long most = Math.max(1, MOST_ROWS * buckets / Math.max(1, inTable.rows()));
    BitSet chosen = new BitSet(buckets);
    differing.stream().limit(most).forEach(chosen::set);
    Map<String, long[]> table =
        session.run(
            "read rows of " + request.table(), connection -> rowsOfTable(connection, chosen));
    for (ImportUnit unit : units) {
      compare(unit, chosen, table);
    }
    for (String key : table.keySet()) {
      add(key, "", 0, Kind.MISSING_IN_FILES, List.of());
    }
  }

  /** The codes of the table's rows in these buckets, by key. */
  private Map<String, long[]> rowsOfTable(Connection connection, BitSet chosen)
      throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT ").append(codes.keySql());
    for (ImportColumn column : columns.all()) {
      sql.append(", ").append(RowCodes.codeSql(column));
    }
    sql.append(" FROM ").append(request.table().sql());
    sql.append(" WHERE ").append(TableVerification.bucketSql(codes, buckets)).append(" IN (");
    sql.append(chosen.stream().mapToObj(String::valueOf).collect(Collectors.joining(", ")));
    sql.append(")");
    Map<String, long[]> found = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      ResultSet result = statement.executeQuery(sql.toString());
      while (result.next()) {
        long[] row = new long[columns.all().size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getLong(2 + i);
        }
        found.put(result.getString(1), row);
      }
    }
    return found;
  }

  private void compare(ImportUnit unit, BitSet chosen, Map<String, long[]> table)
      throws IOException {
    String file = unit.file().path();
    try (RowReader reader =
        RowReader.open(store, request.path(file), file, columns, unit.range())) {
      while (reader.next()) {
        Object[] row = unit.isDuplicate(reader.row()) ? null : codes.row(reader);
        if (row == null) {
          continue;
        }
        byte[] key = codes.key(row);
        if (!chosen.get((int) (codes.code(key) % buckets))) {
          continue;
        }
        String text = new String(key, StandardCharsets.UTF_8);
        long[] found = table.remove(text);
        if (found == null) {
          add(text, file, reader.row() + 1, Kind.MISSING_IN_TABLE, List.of());
          continue;
        }
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
          if (found[i] != codes.code(i, row[i])) {
            differing.add(columns.names().get(i));
          }
        }
        if (!differing.isEmpty()) {
          add(text, file, reader.row() + 1, Kind.DIFFERENT_VALUES, differing);
        }
      }
    }
  }

  private void add(String key, String file, long row, Kind kind, List<String> differing) {
    Range range = new Range(file, kind, differing, 1, row, row);
    Range unused =
        ranges.merge(
            List.of(file, kind, differing),
            range,
            (a, b) -> new Range(file, kind, differing, a.count() + 1, a.firstRow(), b.lastRow()));
    if (rows.size() < maxRows) {
      rows.add(new Row(key, file, row, kind, differing));
    }
  }
}
