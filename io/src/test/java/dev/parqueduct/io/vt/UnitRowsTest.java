package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitExporter;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.vt.Rows.Row;
import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitRowsTest {
  @TempDir Path output;

  @Provide
  Arbitrary<List<Fields>> distinctRows() {
    return Rows.fields().list().uniqueElements(Fields::sha256).ofMaxSize(100);
  }

  @Property(tries = 100)
  void rowsAreSortedByTheTextOfTheirKeys(
      @ForAll("distinctRows") List<Fields> fields,
      @ForAll @IntRange(min = 1, max = 2000) int flushBytes) {
    List<Row> rows = new ArrayList<>();
    fields.forEach(row -> rows.add(new Row(row, rows.size())));
    SortedRows sorted = SortedRows.of(Rows.batches("u", 1, flushBytes, rows));

    List<String> keys = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      keys.add(
          String.format(
              "%016x%016x%016x%016x",
              sorted.key(i, 0), sorted.key(i, 1), sorted.key(i, 2), sorted.key(i, 3)));
    }
    assertThat(keys).isEqualTo(fields.stream().map(Fields::sha256).sorted().toList());
  }

  private List<FileEntry> write(ReportSchema schema, String date, List<RowBatch> batches)
      throws IOException {
    TableLayout layout = TableLayout.of(schema.schema(), file -> "f" + file.number() + ".parquet");
    UnitExport<List<RowBatch>> export =
        new UnitExport<>() {
          @Override
          public String id(List<RowBatch> unit) {
            return "20201101-000";
          }

          @Override
          public UnitOutcome export(List<RowBatch> unit, UnitOutput files) throws IOException {
            List<FileEntry> keys =
                new UnitRows(schema, Keep.FIRST, date).write(unit, files, layout);
            Balance rows = new Balance(files.rows(), 0, 0, 0, Map.of());
            return new UnitOutcome(
                List.of(new SourceEntry("s", 1)), keys, List.of(), rows, Map.of());
          }
        };
    return new UnitExporter(
            ObjectStore.create(),
            output.toString(),
            new FileSettings(Compression.ZSTD, 1 << 20, 10, 40, Map.of()),
            UnitProgress.NONE)
        .export(export, batches)
        .indexes();
  }

  private List<List<String>> duckdb(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<Row> rows(int count) {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long n = random.nextLong();
      rows.add(
          new Row(
              new Fields(
                  String.format("%064x", i).replace("0".repeat(16), String.format("%016x", n)),
                  i % 3 == 0 ? null : String.format("%040x", n),
                  i % 5 == 0 ? null : String.format("%032x", n),
                  i % 7 == 0 ? null : Integer.valueOf(i),
                  i % 11 == 0 ? null : Integer.valueOf(-i),
                  i % 4 == 0 ? null : Long.valueOf(1_604_188_800_000L + 1000L * i),
                  i % 2 == 0 ? null : "Engine:Näme." + i),
              i));
    }
    return rows;
  }

  @Test
  void duckdbReadsTheRowsInOrderWithTheirValues() throws IOException, SQLException {
    List<Row> rows = rows(100);
    List<RowBatch> batches = Rows.batches("20201101-000", 8, 2000, rows);
    Collections.shuffle(batches, new Random(1));
    List<FileEntry> keys = write(ReportSchema.TIMESTAMP, "20201101", batches);

    List<List<String>> expected = new ArrayList<>();
    for (Row row : rows) {
      Fields f = row.fields();
      expected.add(
          Arrays.asList(
              f.sha256(),
              f.sha1(),
              f.md5(),
              f.positives() == null ? null : f.positives().toString(),
              f.total() == null ? null : f.total().toString(),
              f.scanMillis() == null ? null : ScanDate.format(f.scanMillis()),
              f.names(),
              null,
              "20201101"));
    }
    expected.sort((a, b) -> a.get(0).compareTo(b.get(0)));
    assertThat(
            duckdb(
                "select * replace (strftime(scan_date, '%Y-%m-%d %H:%M:%S') as scan_date) from"
                    + " read_parquet(['"
                    + output
                    + "/f0.parquet', '"
                    + output
                    + "/f1.parquet', '"
                    + output
                    + "/f2.parquet'])"))
        .isEqualTo(expected);
    assertThat(keys).extracting(FileEntry::path).containsExactly("_ledger/keys/20201101-000.keys");
    assertThat(keys.get(0).rows()).isEqualTo(100);
  }

  @Test
  void theColumnsHaveTheTypesThatDatabasesExpect() throws IOException, SQLException {
    write(ReportSchema.TIMESTAMP, "", Rows.batches("u", 1, 1, rows(3)));

    assertThat(
            duckdb(
                "select column_name, column_type from (describe select * from '"
                    + output
                    + "/f0.parquet')"))
        .containsExactly(
            List.of("sha256", "VARCHAR"),
            List.of("sha1", "VARCHAR"),
            List.of("md5", "VARCHAR"),
            List.of("positives", "INTEGER"),
            List.of("total", "INTEGER"),
            List.of("scan_date", "TIMESTAMP"),
            List.of("detection_names", "VARCHAR"),
            List.of("classification", "VARCHAR"),
            List.of("date", "VARCHAR"));
    assertThat(duckdb("select count(*) from '" + output + "/f0.parquet' where date is null"))
        .containsExactly(List.of("3"));
  }

  @Test
  void scanDatesMayBeText() throws IOException, SQLException {
    write(ReportSchema.STRING, "20201101", Rows.batches("u", 1, 1, rows(3)));

    assertThat(duckdb("select scan_date from '" + output + "/f0.parquet' order by scan_date"))
        .containsExactly(
            List.of("2020-11-01 00:00:01"),
            List.of("2020-11-01 00:00:02"),
            Arrays.asList((String) null));
  }

  @Test
  void withoutRowsThereAreNoFilesAndNoKeys() throws IOException {
    assertThat(write(ReportSchema.TIMESTAMP, "20201101", List.of())).isEmpty();
    assertThat(output.resolve("f0.parquet")).doesNotExist();
    assertThat(output.resolve("_ledger/keys")).doesNotExist();
  }
}
