package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong between here and the server. */
class ImportFailuresTest extends ImportTidbFixture {
  @Test
  void aWrongPasswordIsSaidAtOnceAndStandsNowhere() throws Exception {
    write("a.parquet", reports(0, 10));
    SharedServer.execute(
        "create or replace user loader@'127.0.0.1' identified by 'right-secret'",
        "grant all on *.* to loader@'127.0.0.1'");
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong-secret\n");
    String error = fails(ExitCode.USAGE, "--user=loader", "--passwordFile=" + wrong);
    assertThat(error).contains("as loader").contains("Access denied").doesNotContain("secret");

    Path right = Files.writeString(folder.resolve("right"), "right-secret\n");
    done("--user=loader", "--passwordFile=" + right);
    assertThat(report().toString()).doesNotContain("right-secret");
    assertThat(fails(ExitCode.USAGE, "--passwordEnv=NO_SUCH_VARIABLE_HERE"))
        .contains("no such environment variable");
  }

  @Test
  void aUserWhoMayNotWriteIsToldSo() throws Exception {
    write("a.parquet", reports(0, 10));
    SharedServer.execute(
        "create or replace user reader@'127.0.0.1'", "grant select on *.* to reader@'127.0.0.1'");
    assertThat(fails(ExitCode.USAGE, "--user=reader")).contains("denied");
    done();
    SharedServer.execute("truncate table " + table);
    assertThat(fails(ExitCode.USAGE, "--user=reader")).contains("INSERT").contains("denied");
  }

  @Test
  void aServerThatIsNotThereIsSaidAfterTheRetries() throws Exception {
    write("a.parquet", reports(0, 10));
    assertThat(fails(ExitCode.FAILED, "--port=1", "--retries=1", "--retryBackoff=0.001"))
        .contains("127.0.0.1:1");
  }

  @Test
  void tablesThatDoNotFitAreRefusedWithWhatIsWrong() throws Exception {
    write("a.parquet", reports(0, 10));
    SharedServer.execute("create database " + database, "create table " + table + " (a int)");
    assertThat(fails(ExitCode.USAGE)).contains("has no column sha256");

    String columns =
        "sha256 char(64) not null, sha1 char(40), md5 char(32), positives int, total int,"
            + " scan_date datetime, detection_names text, classification text, date char(8)";
    SharedServer.execute("drop table " + table, "create table " + table + " (" + columns + ")");
    assertThat(fails(ExitCode.USAGE)).contains("no primary key or unique index on [sha256]");

    SharedServer.execute(
        "alter table " + table + " add primary key (sha256), add unique key other (sha1)");
    assertThat(fails(ExitCode.USAGE)).contains("unique index other on [sha1]");

    SharedServer.execute(
        "alter table " + table + " drop index other, add column more int not null");
    assertThat(fails(ExitCode.USAGE)).contains("without a default").contains("more");

    SharedServer.execute("alter table " + table + " modify more int not null default 7");
    done("--verify");
    assertThat(SharedServer.query("select distinct more from " + table))
        .containsExactly(List.of("7"));
  }

  @Test
  void aTableThatWouldRoundTimesIsRefused() throws Exception {
    write("a.parquet", "select 1 as id, timestamp '2026-01-01 00:00:00.5' as t");
    SharedServer.execute(
        "create database " + database,
        "create table " + table + " (id int primary key, t datetime)");
    assertThat(fails(ExitCode.USAGE, "--primaryKey=id")).contains("0 digits").contains(" t,");
  }

  @Test
  void rowsThatTheServerRefusesAreRejectedAndAllOthersWritten() throws Exception {
    write("a.parquet", "select i as id, 'v' || i as v from range(0, 1200) r(i)");
    SharedServer.execute(
        "create database " + database,
        "create table " + table + " (id int primary key, v varchar(4))");

    String error = fails(ExitCode.VERIFICATION_FAILED, "--primaryKey=id");

    assertThat(error).contains("200 records were rejected ({refused=200})");
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("1000");
    assertThat(report().at("/rows/read").asInt()).isEqualTo(1200);
    assertThat(report().at("/rows/written").asInt()).isEqualTo(1000);
  }

  @Test
  void deadlocksAndConflictsAreTriedAgain() throws Exception {
    write("a.parquet", reports(0, 1000));
    done();
    // What a trigger writes into such a table stays when its statement fails.
    SharedServer.execute(
        "create table " + database + ".failures (code int primary key) engine = MyISAM",
        "insert into " + database + ".failures values (1213), (1205), (9007), (8028)",
        "create trigger "
            + database
            + ".fail before update on "
            + table
            + " for each row begin declare c int; select min(code) into c from "
            + database
            + ".failures; if c is not null then delete from "
            + database
            + ".failures where code = c; signal sqlstate 'HY000' set mysql_errno = c; end if; end");
    write(
        "a.parquet",
        "select * replace ((positives + 1)::int as positives) from (" + reports(0, 1000) + ")");

    CommandLine answer = done("--retryBackoff=0.001", "--verify");

    assertThat(answer.out()).contains("repeated              4   statements");
    assertThat(SharedServer.query("select * from " + database + ".failures")).isEmpty();
  }

  @Test
  void connectionsThatBreakInTheMiddleOfStatementsAreReplaced() throws Exception {
    write("a.parquet", reports(0, 4000));
    write("b.parquet", reports(4000, 8000));
    try (InterruptingProxy proxy =
        InterruptingProxy.start(SharedServer.get().port(), 100_000, 5, () -> {})) {
      done("--port=" + proxy.port(), "--retryBackoff=0.001", "--batchRows=200", "--verify");
      assertThat(proxy.left()).isZero();
    }
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("8000");
  }

  @Test
  void aServerThatIsRestartedInTheMiddleIsWaitedFor() throws Exception {
    write("a.parquet", reports(0, 4000));
    write("b.parquet", reports(4000, 8000));
    DemoServer server = SharedServer.get();
    try (InterruptingProxy proxy =
        InterruptingProxy.start(
            server.port(),
            700_000,
            1,
            () -> {
              server.stop();
              SharedServer.startAgain();
            })) {
      done("--port=" + proxy.port(), "--retryBackoff=0.2", "--batchRows=200", "--verify");
      assertThat(proxy.left()).isZero();
    }
    assertThat(rows("sha256, positives")).isEqualTo(rowsOfFiles("sha256, positives"));
  }

  @Test
  void whatARunHadFinishedWhenTheServerWentAwayIsNotDoneAgain() throws Exception {
    write("a.parquet", reports(0, 4000));
    write("b.parquet", reports(4000, 8000));
    DemoServer server = SharedServer.get();
    // One file, whichever is the first, takes about two thirds of these bytes.
    try (InterruptingProxy proxy =
        InterruptingProxy.start(server.port(), 1_500_000, 1, server::stop)) {
      String[] options = {
        "--port=" + proxy.port(), "--concurrency=1", "--batchRows=200", "--retries=0"
      };
      assertThat(fails(ExitCode.FAILED, options)).contains("run the same command again to go on");
      SharedServer.startAgain();

      options[3] = "--verify";
      CommandLine again = done(options);

      assertThat(again.out()).contains("in 2 units; 1 done before").contains("4,000 in this run");
    }
    assertThat(rows("sha256, positives")).isEqualTo(rowsOfFiles("sha256, positives"));
  }

  @Test
  void aFolderThatCannotBeWrittenToIsSaid() throws Exception {
    write("a.parquet", reports(0, 10));
    Files.writeString(input.resolve("_import"), "a file in the way");
    assertThat(fails(ExitCode.FAILED)).contains("_import");
    done("--output=" + folder.resolve("elsewhere"), "--verify");
  }

  @Test
  void aTableThatIsNotThereCannotBeVerified() throws Exception {
    write("a.parquet", reports(0, 10));
    assertThat(fails(ExitCode.USAGE, "--mode=lightning", "--verify"))
        .contains("There is no table " + table);
  }

  @Test
  void statementsThatAreTooLongForTheServerAreCutAndRowsThatAreRejected() throws Exception {
    write(
        "a.parquet",
        "select i as id, repeat('\\', case when i = 77 then 70000 else 300 end) as t"
            + " from range(0, 2000) r(i)");
    SharedServer.execute("set global max_allowed_packet = 65536");
    try {
      assertThat(fails(ExitCode.VERIFICATION_FAILED, "--primaryKey=id", "--retries=1"))
          .contains("1 records were rejected ({refused=1})");
    } finally {
      SharedServer.execute("set global max_allowed_packet = 16777216");
    }
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("1999");
  }

  @Test
  void aDamagedFileEndsTheRunAndIsNamed() throws Exception {
    write("a.parquet", reports(0, 100));
    write("b.parquet", reports(100, 5000));
    byte[] content = Files.readAllBytes(input.resolve("b.parquet"));
    Files.write(input.resolve("b.parquet"), Arrays.copyOf(content, content.length / 2));
    assertThat(fails(ExitCode.FAILED)).contains("b.parquet is damaged");
  }

  @Test
  void aFolderWithoutFilesAndATableThatNobodyNamesAreSaid() throws Exception {
    assertThat(fails(ExitCode.USAGE)).contains("no Parquet files");
    write("a.parquet", "select 1 as id where false");
    assertThat(fails(ExitCode.USAGE)).contains("no rows");
  }
}
