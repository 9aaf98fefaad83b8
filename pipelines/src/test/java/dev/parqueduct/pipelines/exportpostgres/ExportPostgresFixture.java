package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database, an output, and the command between them. */
abstract class ExportPostgresFixture {
  /** Rows enough for units of 256 KiB. */
  static final int ROWS = 20_000;

  @TempDir Path folder;
  String database;
  Connection server;
  Output output;

  @BeforeEach
  void begin() throws SQLException {
    database = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    server = TestServer.connectToNew(database);
    output = new Output(folder.resolve("out"));
  }

  @AfterEach
  void end() throws SQLException {
    server.close();
  }

  void sql(String... statements) throws SQLException {
    try (Statement statement = server.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** Items with ids in base64url, in two partitions; times repeat. */
  void createItems(int rows) throws SQLException {
    sql(
        "create table items (id varchar(43) not null, made timestamp not null, n bigint, note text,"
            + " primary key (id, made)) partition by range (made)",
        "create table items_01 partition of items for values from ('2026-01-01') to ('2026-01-15')",
        "create table items_02 partition of items for values from ('2026-01-15') to ('2026-02-01')",
        "insert into items select translate(encode(sha256(i::text::bytea), 'base64'), '+/=', '-_'),"
            + " timestamp '2026-01-01' + (i / 3) * 3 * interval '30 days' / "
            + rows
            + ", i, case when i % 7 > 0 then 'note ' || i end from generate_series(0, "
            + (rows - 1)
            + ") i",
        "analyze items");
  }

  CommandLine export(String... more) {
    return exportTo(output.root().toString(), more);
  }

  CommandLine exportTo(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "export-postgres",
                "--url=" + TestServer.url(database),
                "--retryBackoff=0.05",
                "--output=" + out));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  static final String[] ORDERED = {
    "--timestampColumn=made", "--idColumn=id", "--base64urlColumns=id", "--filePrefix=perm"
  };

  static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Exports, and everything is fine. */
  CommandLine done(String... more) throws IOException {
    CommandLine answer = export(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(output.report().get("status").textValue()).isEqualTo("done");
    return answer;
  }

  /** What the server says, cells as text. */
  List<List<String>> server(String query) throws SQLException {
    try (Statement statement = server.createStatement();
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

  /** The data files by their names, and what is in them. */
  Map<String, String> dataFiles() throws IOException {
    return output.content().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".parquet"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** What the report says of a table. */
  JsonNode outcome(String table) throws IOException {
    for (JsonNode each : output.report().get("tables")) {
      if (each.get("table").asText().equals(table)) {
        return each;
      }
    }
    throw new AssertionError("no outcome of " + table + " in " + output.report().get("tables"));
  }
}
