package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loading by SQL, and the comparison, on a real server. */
class ImportTidbTest extends ImportTidbFixture {
  private static final String COLUMNS =
      "sha256, sha1, md5, positives, total, %s, detection_names, classification, date";

  private void holdsTheFiles() throws Exception {
    assertThat(rows(COLUMNS.formatted("date_format(scan_date, '%Y-%m-%d %H:%i:%s')")))
        .isEqualTo(rowsOfFiles(COLUMNS.formatted("strftime(scan_date, '%Y-%m-%d %H:%M:%S')")));
  }

  @Test
  void loadsReportsIntoATableThatFitsThem() throws Exception {
    write("a.parquet", reports(0, 6000), ", row_group_size 2048");
    write("b.parquet", reports(6000, 8000));

    CommandLine answer = done("--verify", "--unitRows=1000", "--batchRows=300");

    assertThat(answer.out()).contains("in 4 units").contains("verified   yes");
    holdsTheFiles();
    assertThat(report().at("/rows/read").asLong()).isEqualTo(8000);
    assertThat(report().at("/rows/written").asLong()).isEqualTo(8000);
    assertThat(report().at("/verification/verdict").asText()).isEqualTo("equal");
    String ddl = SharedServer.query("show create table " + table).get(0).get(1);
    assertThat(ddl)
        .contains("`sha256` char(64)")
        .contains("`sha1` char(40)")
        .contains("`md5` char(32)")
        .contains("`positives` int(11)")
        .contains("`scan_date` datetime DEFAULT NULL")
        .contains("`classification` varchar(32)")
        .contains("`detection_names` varchar(64)")
        .contains("PRIMARY KEY (`sha256`)")
        .contains("KEY `sha1` (`sha1`)")
        .contains("KEY `md5` (`md5`)");
  }

  @Test
  void aSecondRunDoesNothingAndLeavesTheSameTable() throws Exception {
    write("a.parquet", reports(0, 500));
    done();
    List<List<String>> before = rows("*");

    CommandLine again = done("--verify");

    assertThat(again.out()).contains("1 done before").contains("0 in this run");
    assertThat(rows("*")).isEqualTo(before);
  }

  @Test
  void loadingEverythingTwiceLeavesTheSameTable() throws Exception {
    write("a.parquet", reports(0, 500));
    done();
    List<List<String>> before = rows("*");
    done("--output=" + folder.resolve("other"), "--verify");
    assertThat(rows("*")).isEqualTo(before);
  }

  @Test
  void filesThatWereWrittenAnewAreLoadedAgain() throws Exception {
    write("a.parquet", reports(0, 300));
    write("b.parquet", reports(300, 600));
    done();
    write(
        "b.parquet",
        "select * replace ('UNWANTED' as classification) from (" + reports(300, 600) + ")");

    CommandLine again = done("--verify");

    assertThat(again.out()).contains("1 done before").contains("300 in this run");
    holdsTheFiles();
  }

  @Test
  void aTableThatIsGoneOrEmptyIsFilledAgain() throws Exception {
    write("a.parquet", reports(0, 300));
    done();
    SharedServer.execute("drop table " + table);
    done("--verify");
    SharedServer.execute("truncate table " + table);
    done("--verify");
    holdsTheFiles();
  }

  @Test
  void theLastOfRowsWithOneKeyIsLoadedInWhateverOrderUnitsAreWritten() throws Exception {
    write("a.parquet", reports(0, 400));
    write(
        "b.parquet",
        "select * replace ((positives + 1)::int as positives) from (" + reports(200, 600) + ")");
    write(
        "c.parquet",
        "select * replace (2::int as positives, 'X' as classification) from ("
            + reports(300, 301)
            + ") union all select * replace (3::int as positives) from ("
            + reports(300, 301)
            + ")");

    CommandLine answer = done("--verify", "--concurrency=3");

    assertThat(answer.out()).contains("duplicates          202");
    assertThat(report().at("/rows/read").asLong()).isEqualTo(802);
    assertThat(report().at("/rows/written").asLong()).isEqualTo(600);
    assertThat(report().at("/rows/duplicates").asLong()).isEqualTo(202);
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("600");
    assertThat(
            SharedServer.query(
                "select positives from " + table + " where sha256 = sha2('f300', 256)"))
        .containsExactly(List.of("3"));
    assertThat(
            SharedServer.query(
                "select positives from " + table + " where sha256 = sha2('f250', 256)"))
        .containsExactly(List.of("11"));
  }

  @Test
  void secondaryIndexesAreMadeAfterTheLoadIfAsked() throws Exception {
    write("a.parquet", reports(0, 300));
    done("--secondaryIndexes=after");
    assertThat(report().at("/counters/indexesMade").asInt()).isEqualTo(2);
    assertThat(SharedServer.query("show create table " + table).get(0).get(1))
        .contains("KEY `sha1` (`sha1`)")
        .contains("KEY `md5` (`md5`)");
    done("--secondaryIndexes=after");
    assertThat(report().at("/counters/indexesMade").asInt()).isZero();
  }

  @Test
  void aDryRunShowsTheTableAndAsksNoServer() throws Exception {
    write("a.parquet", reports(0, 300));
    CommandLine answer = done("--dryRun", "--port=1");
    assertThat(answer.out()).contains("PRIMARY KEY (`sha256`)").contains("300");
    assertThat(Files.exists(input.resolve("_import"))).isFalse();
  }

  @Test
  void differencesAreNamedWithFileRowAndColumn() throws Exception {
    write("a.parquet", reports(0, 300));
    write("b.parquet", reports(300, 600));
    done();
    SharedServer.execute(
        "update " + table + " set positives = positives + 1 where sha256 = sha2('f7', 256)",
        "update " + table + " set classification = null where sha256 = sha2('f400', 256)",
        "delete from " + table + " where sha256 = sha2('f20', 256)",
        "insert into " + table + " (sha256) values (repeat('0', 64))");

    String error = fails(ExitCode.VERIFICATION_FAILED, "--verify");

    assertThat(error)
        .contains("positives")
        .contains("1 missing in the table (a.parquet, row 21)")
        .contains("1 with another positives (a.parquet, row 8)")
        .contains("1 with another classification (b.parquet, row 101)");
    JsonNode section = report().at("/verification");
    assertThat(section.at("/rows")).hasSize(4);
    assertThat(section.at("/rows").findValuesAsText("kind"))
        .containsExactlyInAnyOrder(
            "MISSING_IN_TABLE", "DIFFERENT_VALUES", "DIFFERENT_VALUES", "MISSING_IN_FILES");
    assertThat(section.toString()).contains("\"column\":\"sha1\",\"equal\":false");
  }

  @Test
  void valuesThatTwoRowsHaveSwappedAreFound() throws Exception {
    write("a.parquet", reports(0, 300));
    done();
    SharedServer.execute(
        "update "
            + table
            + " set md5 = case sha256 when sha2('f1', 256) then md5('m2') else md5('m1') end"
            + " where sha256 in (sha2('f1', 256), sha2('f2', 256))");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--verify"))
        .contains("the fingerprints of md5 differ")
        .contains("2 with another md5 (a.parquet, rows 2 to 3)");
  }
}
