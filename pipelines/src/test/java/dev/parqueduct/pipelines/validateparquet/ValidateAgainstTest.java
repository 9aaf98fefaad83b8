package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidateAgainstTest extends ValidateAgainstFixture {
  @BeforeEach
  void export() throws SQLException {
    createItems();
    export("public.items_*", ORDERED);
  }

  @Test
  void equalTablesAreSafeToDropAndStay() throws Exception {
    for (String seeds : List.of("--secondSeed=false", "--secondSeed")) {
      assertThat(done(validate(seeds)).out())
          .contains("safe to drop: public.items_01 (1400 rows in 4 files, equal to the database")
          .contains("safe to drop: public.items_02 (1600 rows in 5 files, equal to the database")
          .doesNotContain("NOT safe");
    }
    assertThat(count("select count(*) from items")).isEqualTo(ROWS);
    assertThat(folder.resolve("results/_report.json"))
        .content()
        .contains(
            "\"safeToDrop\" : true", "\"rowsInDatabase\" : 1400", "unit public.items_01-0001");
  }

  @Test
  void namesTheRowsThatDifferAndNoOthers() throws Exception {
    sql(
        "update items set note = 'other', n = n + 1 where n = 77",
        "update items set tags = array['a'] where n = 91",
        "delete from items where n = 123",
        "insert into items values ('" + "x".repeat(43) + "', '2026-01-03 04:05:06.789', -1)");
    CommandLine answer = validate("--certify=drop", "--confirmTable=" + TABLE);
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    List<String> lines =
        answer
            .out()
            .lines()
            .filter(line -> line.matches("  (missing|different).*"))
            .map(line -> line.replaceAll(" \\[.*", "").replaceAll("[A-Za-z0-9_-]{43}", "…"))
            .toList();
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "  different: (id, at) = (…, 2026-01-01 18:28:48): n, note",
            "  different: (id, at) = (…, 2026-01-01 21:50:24): tags",
            "  missing in the database: (id, at) = (…, 2026-01-02 05:31:12)",
            "  missing in the files: (id, at) = (…, 2026-01-03 04:05:06.789)");
    assertThat(answer.out())
        .contains("NOT safe to drop: public.items_01: the database has 1400 rows with fingerprint")
        .contains("safe to drop: public.items_02");
    assertThat(exists("items_01")).isTrue();
  }

  @Test
  void namesNoMoreRowsThanAskedFor() throws Exception {
    sql("update items set note = 'all' where n < 1400");
    CommandLine answer = validate("--maxDifferences=3");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.out().lines().filter(line -> line.startsWith("  different"))).hasSize(3);
    assertThat(answer.out()).contains("and more");
  }

  @Test
  void aNewColumnIsNotInTheFiles() throws Exception {
    sql("alter table items add column later int");
    CommandLine answer = validate();
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.out())
        .contains("NOT safe to drop: public.items_01: the files do not hold its columns later");
  }

  @Test
  void dropsWhatIsEqualAndNamedTwice() throws Exception {
    assertThat(validate("--certify=drop").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(validate("--confirmTable=" + TABLE).exit()).isEqualTo(ExitCode.USAGE);
    CommandLine other = validate("--certify=drop", "--confirmTable=public.items");
    assertThat(other.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(other.err()).contains("there are no files of public.items");
    assertThat(count("select count(*) from items")).isEqualTo(ROWS);

    assertThat(done(validate("--certify=drop", "--confirmTable=" + TABLE)).out())
        .contains("dropped: public.items_01 (1400 rows, fingerprint ");
    assertThat(exists("items_01")).isFalse();
    assertThat(count("select count(*) from items")).isEqualTo(1600);
  }

  @Test
  void detachesAPartition() throws Exception {
    assertThat(done(validate("--certify=detach", "--confirmTable=" + TABLE)).out())
        .contains("detached: public.items_01 (1400 rows");
    assertThat(count("select count(*) from items_01")).isEqualTo(1400);
    assertThat(count("select count(*) from items")).isEqualTo(1600);
  }

  @Test
  void rowsThatAPolicyHidesAreNoReasonToDrop() throws Exception {
    sql(
        "drop role if exists auditor",
        "create role auditor login",
        "grant select on items_01, items_02 to auditor",
        "alter table items_01 enable row level security",
        "create policy few on items_01 for select using (n < 10)");
    CommandLine answer = validate("--user=auditor", "--certify=drop", "--confirmTable=" + TABLE);
    sql("drop policy few on items_01", "revoke all on items_01, items_02 from auditor");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.out())
        .contains("NOT safe to drop: public.items_01: Cannot compare public.items_01: ")
        .contains("row-level security", "safe to drop: public.items_02");
    assertThat(results()).noneMatch(line -> !line.startsWith("PASS|"));
    assertThat(exists("items_01")).isTrue();
  }

  @Test
  void waitsForNobodyLongerThanAllowed() throws Exception {
    server.setAutoCommit(false);
    assertThat(count("select count(*) from items_01")).isEqualTo(1400);
    CommandLine answer = validate("--certify=drop", "--confirmTable=" + TABLE, "--lockTimeout=1");
    server.rollback();
    server.setAutoCommit(true);
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("NOT certified, and left as it is", "lock timeout");
    assertThat(exists("items_01")).isTrue();
  }

  @Test
  void theScriptDropsOnlyWhatIsStillEqual() throws Exception {
    Path script = folder.resolve("drop.sql");
    assertThat(done(validate("--emitDropSql=" + script)).out()).contains("script     " + script);
    String[] tables = Files.readString(script).split("(?<=COMMIT;\n)");
    assertThat(tables).hasSize(2);
    assertThat(exists("items_01")).isTrue();

    sql("update items set note = 'late' where n = 5");
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      assertThat(catchThrowable(() -> statement.execute(tables[0])))
          .hasMessageContaining("public.items_01 differs from its files: nothing was dropped");
    }
    assertThat(exists("items_01")).isTrue();
    sql(tables[1]);
    assertThat(exists("items_02")).isFalse();
  }
}
