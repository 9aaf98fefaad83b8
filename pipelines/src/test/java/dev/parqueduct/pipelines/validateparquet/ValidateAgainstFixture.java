package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database, an archive of its tables, and the command that compares them. */
abstract class ValidateAgainstFixture {
  static final String TABLE = "public.items_01";
  static final int ROWS = 3_000;

  /** What most archives are exported with. */
  static final String[] ORDERED = {
    "--timestampColumn=at",
    "--idColumn=id",
    "--base64urlColumns=id",
    "--rowsPerFile=400",
    "--unitBytes=65536"
  };

  @TempDir Path folder;
  String database;
  Connection server;
  Path archive;

  @BeforeEach
  void connect() throws SQLException {
    database = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    server = TestServer.connectToNew(database);
    archive = folder.resolve("archive");
  }

  @AfterEach
  void close() throws SQLException {
    server.close();
  }

  /** Items in two partitions of 1,400 and 1,600 rows. */
  void createItems() throws SQLException {
    sql(
        "create table items (id varchar(43) not null, at timestamp not null, n bigint, note text,"
            + " price numeric(20,0), tags text[], primary key (id, at)) partition by range (at)",
        "create table items_01 partition of items for values from ('2026-01-01') to ('2026-01-15')",
        "create table items_02 partition of items for values from ('2026-01-15') to ('2026-02-01')",
        "insert into items select translate(encode(sha256(i::text::bytea), 'base64'), '+/=', '-_'),"
            + " timestamp '2026-01-01' + i * interval '30 days' / "
            + ROWS
            + ", i, case when i % 7 > 0 then 'note ' || i end, i * 1000003::numeric,"
            + " case when i % 5 > 0 then array['a', i::text] end"
            + " from generate_series(0, "
            + (ROWS - 1)
            + ") i",
        "analyze items");
  }

  void export(String tables, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "export-postgres",
                "--url=" + TestServer.url(database),
                "--tables=" + tables,
                "--output=" + archive));
    args.addAll(List.of(more));
    done(CommandLine.run(args.toArray(String[]::new)));
  }

  void sql(String... statements) throws SQLException {
    try (Statement statement = server.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  long count(String query) throws SQLException {
    try (Statement statement = server.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  boolean exists(String table) throws SQLException {
    return count("select count(*) from pg_class where relname = '" + table + "'") == 1;
  }

  CommandLine validate(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "validate-parquet",
                "--input=" + archive,
                "--results=" + folder.resolve("results/results.txt"),
                "--against=" + TestServer.url(database)));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  static CommandLine done(CommandLine answer) {
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).as(answer.out()).isEqualTo(ExitCode.DONE);
    return answer;
  }

  /** All files are whole, or not, and the run fails because of a table. */
  static CommandLine failed(CommandLine answer) {
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).as(answer.out()).isEqualTo(ExitCode.FAILED);
    return answer;
  }

  /** The files of a table, in the order of their names. */
  List<Path> files(String table) throws IOException {
    try (Stream<Path> files = Files.walk(archive.resolve(table))) {
      return files.filter(each -> each.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  List<String> results() throws IOException {
    return Files.readAllLines(folder.resolve("results/results.txt"));
  }
}
