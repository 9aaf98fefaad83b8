package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Files that DuckDB has written, and a database of the test's own. */
abstract class ImportTidbFixture {
  static final String DIGESTS =
      "sha256('f' || i) as sha256, left(sha256('s' || i), 40) as sha1, md5('m' || i) as md5";

  @TempDir Path folder;
  Path input;
  String database;
  String table;

  @BeforeEach
  void prepare(TestInfo test) throws IOException, SQLException {
    input = Files.createDirectories(folder.resolve("in"));
    database = "t" + Integer.toHexString((getClass().getName() + test.getDisplayName()).hashCode());
    table = database + ".files";
    SharedServer.execute("drop database if exists " + database);
  }

  /** Writes a file with the rows of a query. */
  void write(String file, String query) throws SQLException, IOException {
    write(file, query, "");
  }

  void write(String file, String query, String options) throws SQLException, IOException {
    Path path = input.resolve(file);
    Files.createDirectories(path.getParent());
    duckdb("copy (" + query + ") to '" + path + "' (format parquet" + options + ")");
  }

  static void duckdb(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows as {@code export-vt} writes them. */
  static String reports(int from, int to) {
    return "select "
        + DIGESTS
        + ", (i % 60)::int as positives, 70::int as total,"
        + " (timestamp '2026-11-01 10:00:00' + interval (i) second)::timestamp_ms as scan_date,"
        + " case when i % 3 = 0 then null else 'A:Trojan:Win32/x' || i || ';B:y ' end"
        + " as detection_names, case when i % 2 = 0 then 'MALWARE' end as classification,"
        + " '20261101' as date from range("
        + from
        + ", "
        + to
        + ") r(i)";
  }

  CommandLine run(String... more) {
    List<String> args = new ArrayList<>();
    args.add("import-tidb");
    args.add("--input=" + input);
    if (Stream.of(more).noneMatch(option -> option.startsWith("--port="))) {
      args.add("--port=" + SharedServer.get().port());
    }
    args.add("--table=" + table);
    args.addAll(List.of(more));
    return program(args.toArray(String[]::new));
  }

  /** Runs the program without a search for clouds that it may be in, which takes a second. */
  static CommandLine program(String... args) {
    return CommandLine.run(inNoCloud(args));
  }

  static String[] inNoCloud(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--credentialFactoryClass=" + NoopCredentialFactory.class.getName());
    return all.toArray(String[]::new);
  }

  CommandLine done(String... more) {
    CommandLine answer = run(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    return answer;
  }

  /** What a run answers that ends otherwise. */
  String fails(ExitCode exit, String... more) {
    CommandLine answer = run(more);
    assertThat(answer.err()).isNotEmpty();
    assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
    return answer.err();
  }

  Path output() {
    return input.resolve("_import").resolve(table);
  }

  JsonNode report() throws IOException {
    return new ObjectMapper().readTree(output().resolve("_report.json").toFile());
  }

  List<List<String>> rows(String columns) throws SQLException {
    return SharedServer.query("select " + columns + " from " + table + " order by 1");
  }

  /** The same rows, as DuckDB reads them from the files. */
  List<List<String>> rowsOfFiles(String columns) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      java.sql.ResultSet result =
          statement.executeQuery(
              "select "
                  + columns
                  + " from read_parquet('"
                  + input
                  + "/**/*.parquet', hive_partitioning = false) order by 1");
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
}
