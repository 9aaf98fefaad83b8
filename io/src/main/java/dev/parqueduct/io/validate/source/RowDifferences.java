package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.hash.FileRowHashes;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.plan.SqlNames;
import dev.parqueduct.io.validate.FileVerdict;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the rows in which files and database differ. Rows are cut by the lowest bits of their
 * hashes: one scan of either side tells which parts differ, a second one fetches the rows of these.
 * So no order of keys has to mean the same in a file and on a server, and tables without keys are
 * searched as well.
 */
final class RowDifferences {
  private final ObjectStore store;
  private final Connection connection;
  private final SourceTable table;
  private final List<PgColumn> columns;
  private final List<FileVerdict> files;
  private final FingerprintSql sql;
  private final HashScheme scheme;
  private final String encoding;
  private final List<String> key;
  private final TableParts cut;

  /** A row of the database, and the number of the part that it belongs to. */
  private record SourceRow(String ctid, String key, int part) {}

  RowDifferences(
      ObjectStore store,
      Connection connection,
      SourceTable table,
      List<PgColumn> columns,
      List<FileVerdict> files,
      HashScheme scheme,
      String encoding,
      TableParts cut)
      throws SQLException {
    this.store = store;
    this.connection = connection;
    this.table = table;
    this.columns = columns;
    this.files = files;
    this.scheme = new HashScheme(scheme.method(), 1);
    this.encoding = encoding;
    this.sql = FingerprintSql.of(columns, this.scheme, encoding);
    this.key = usableKey(table.key(connection));
    this.cut = cut;
  }

  /** Without columns that files do not hold in one leaf. */
  private List<String> usableKey(List<String> primaryKey) {
    List<String> names = columns.stream().map(PgColumn::name).toList();
    return names.containsAll(primaryKey) ? primaryKey : List.of();
  }

  /** The differences, a line each, and one that says so if there are more. */
  List<String> find(long rows, int most) throws SQLException, IOException {
    int number = HashBuckets.number(rows);
    HashBuckets inFiles = new HashBuckets(number);
    for (FileVerdict file : files) {
      hashes(
          file.path(),
          (group, hashes) -> {
            for (long hash : hashes) {
              inFiles.add(hash);
            }
          });
    }
    List<Integer> different = sourceBuckets(number).different(inFiles, 2 * most + 1);
    Map<Long, List<SourceRow>> inSource = sourceRows(different, inFiles.mask());
    Map<Long, List<FileRow>> onlyInFiles = fileRows(different, inFiles.mask());
    cancel(inSource, onlyInFiles);
    List<String> lines = lines(inSource, onlyInFiles);
    if (lines.size() <= most) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, most));
    first.add("and more; --maxDifferences says how many are named");
    return first;
  }

  private void hashes(String path, FileRowHashes.Sink sink) throws IOException {
    try (SeekableByteChannel channel = store.openSeekable(path)) {
      FileRowHashes.read(new ChannelInput(channel), scheme, sink);
    }
  }

  /** OFFSET 0 keeps the planner from computing the hash anew wherever it is named. */
  private String hashed(String more) {
    return "(SELECT " + sql.rowHash(0) + " AS h" + more + " FROM " + table.from() + " OFFSET 0) q";
  }

  private HashBuckets sourceBuckets(int number) throws SQLException {
    HashBuckets buckets = new HashBuckets(number);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT (h & "
                    + buckets.mask()
                    + ")::int, count(*), sum(h) FROM "
                    + hashed("")
                    + " GROUP BY 1")) {
      while (rows.next()) {
        buckets.set(
            rows.getInt(1), rows.getLong(2), rows.getBigDecimal(3).toBigIntegerExact().longValue());
      }
    }
    return buckets;
  }

  private Map<Long, List<SourceRow>> sourceRows(List<Integer> buckets, int mask)
      throws SQLException {
    Map<Long, List<SourceRow>> found = new HashMap<>();
    if (buckets.isEmpty()) {
      return found;
    }
    String keyText =
        key.isEmpty()
            ? "''"
            : key.stream()
                .map(name -> "coalesce(" + SqlNames.quoted(name) + "::text, 'null')")
                .collect(Collectors.joining(" || ', ' || "));
    String place = table.hasBlocks() ? "ctid::text" : "''";
    String query =
        "SELECT h, place, k, part FROM "
            + hashed(", " + place + " AS place, " + keyText + " AS k, " + cut.number() + " AS part")
            + " WHERE (h & "
            + mask
            + ") IN ("
            + buckets.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")";
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10_000);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          found
              .computeIfAbsent(rows.getLong(1), unused -> new ArrayList<>())
              .add(new SourceRow(rows.getString(2), rows.getString(3), rows.getInt(4)));
        }
      }
    }
    return found;
  }

  private Map<Long, List<FileRow>> fileRows(List<Integer> buckets, int mask) throws IOException {
    TreeSet<Integer> wanted = new TreeSet<>(buckets);
    Map<Long, List<FileRow>> found = new HashMap<>();
    for (FileVerdict file : files) {
      hashes(
          file.path(),
          (group, hashes) -> {
            for (int row = 0; row < hashes.length; row++) {
              if (wanted.contains((int) hashes[row] & mask)) {
                found
                    .computeIfAbsent(hashes[row], unused -> new ArrayList<>())
                    .add(new FileRow(file.path(), group, row));
              }
            }
          });
    }
    return found;
  }

  /** Takes away what both sides have; of equal rows as many as both have. */
  private static void cancel(Map<Long, List<SourceRow>> source, Map<Long, List<FileRow>> files) {
    source.forEach(
        (hash, rows) -> {
          List<FileRow> same = files.getOrDefault(hash, List.of());
          int both = Math.min(rows.size(), same.size());
          rows.subList(0, both).clear();
          if (both > 0) {
            same.subList(0, both).clear();
          }
        });
  }

  private List<String> lines(
      Map<Long, List<SourceRow>> source, Map<Long, List<FileRow>> fileRowsByHash)
      throws SQLException, IOException {
    Map<String, SourceRow> sourceByKey = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (List<SourceRow> rows : source.values()) {
      for (SourceRow row : rows) {
        SourceRow before = sourceByKey.putIfAbsent(name(row), row);
        if (before != null) {
          lines.add("missing in the files: " + name(row) + " once more" + place(row));
        }
      }
    }
    List<FileRow> left = fileRowsByHash.values().stream().flatMap(List::stream).toList();
    Map<FileRow, String> keys = new FileKeys(store, columns, key).read(left);
    for (FileRow row : left) {
      SourceRow other = keys.get(row).isEmpty() ? null : sourceByKey.remove(named(keys.get(row)));
      lines.add(
          other == null
              ? "missing in the database: " + named(keys.get(row)) + place(row)
              : "different: "
                  + named(keys.get(row))
                  + ": "
                  + String.join(", ", differentColumns(other, row))
                  + place(row));
    }
    sourceByKey.forEach((name, row) -> lines.add("missing in the files: " + name + place(row)));
    lines.sort(String::compareTo);
    return lines;
  }

  private String name(SourceRow row) {
    return key.isEmpty() ? "ctid " + row.ctid : named(row.key);
  }

  private String named(String values) {
    return key.isEmpty() ? "a row" : "(" + String.join(", ", key) + ") = (" + values + ")";
  }

  private String place(FileRow row) {
    String unit =
        files.stream()
            .filter(file -> file.path().equals(row.file()) && !file.unit().isEmpty())
            .map(file -> "unit " + file.unit() + ", ")
            .findFirst()
            .orElse("");
    return " [" + unit + row.file() + ", row group " + row.group() + ", row " + row.row() + "]";
  }

  /** Where it would be, if it were in the files. */
  private String place(SourceRow row) {
    String place = cut.parts().get(row.part).place();
    return place.isEmpty() ? "" : " [would be in " + place + "]";
  }

  private List<String> differentColumns(SourceRow source, FileRow row)
      throws SQLException, IOException {
    if (!table.hasBlocks()) {
      return List.of("columns that only rows with a ctid tell");
    }
    List<String> different = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (PgColumn column : columns) {
      hashes.add(FingerprintSql.of(List.of(column), scheme, encoding).rowHash(0));
    }
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT "
                    + String.join(", ", hashes)
                    + " FROM "
                    + table.from()
                    + " WHERE ctid = "
                    + SqlNames.literal(source.ctid)
                    + "::tid")) {
      if (!result.next()) {
        return List.of("unknown columns");
      }
      for (int i = 0; i < columns.size(); i++) {
        if (result.getLong(i + 1) != columnHash(row, i)) {
          different.add(columns.get(i).name());
        }
      }
    }
    return different;
  }

  private long columnHash(FileRow row, int column) throws IOException {
    long[] found = new long[1];
    try (SeekableByteChannel channel = store.openSeekable(row.file())) {
      FileRowHashes.readColumn(
          new ChannelInput(channel),
          column,
          scheme,
          (group, hashes) -> {
            if (group == row.group()) {
              found[0] = hashes[row.row()];
            }
          });
    }
    return found[0];
  }
}
