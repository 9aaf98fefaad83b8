package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Ways to lose rows although something is equal to something. */
class NotSafeTest extends ValidateAgainstFixture {
  @Test
  void viewsAndParentsAreComparedAndMustStay() throws Exception {
    sql(
        "create table kept (id int primary key, twice int generated always as (id * 2) stored)",
        "insert into kept select generate_series(1, 50)",
        "create table heir (more text) inherits (kept)",
        "insert into heir values (7, default, 'x')",
        "create view seen as select * from kept",
        "create materialized view stored as select id from kept",
        "create extension postgres_fdw",
        "create server loop foreign data wrapper postgres_fdw options (host '127.0.0.1', port '"
            + URI.create(TestServer.url(database).replace("jdbc:", "")).getPort()
            + "', dbname '"
            + database
            + "')",
        "create user mapping for current_user server loop options (user 'postgres')",
        "create foreign table far (id int, more text) server loop options (table_name 'heir')");
    export("kept,seen,stored,far");
    CommandLine answer = done(validate());
    assertThat(answer.out())
        .contains("NOT safe to drop: public.seen: it is a view")
        .contains("NOT safe to drop: public.far: it is a foreign table")
        .contains("NOT safe to drop: public.kept: tables inherit from it")
        .contains("safe to drop: public.heir (1 rows")
        .contains("safe to drop: public.stored (51 rows");
    CommandLine refused = validate("--certify=drop", "--confirmTable=public.kept");
    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("NOT certified, and left as it is. NOT safe to drop");
    assertThat(count("select count(*) from kept")).isEqualTo(51);
  }

  @Test
  void aQueryThatIsCalledLikeATableDoesNotStandForIt() throws Exception {
    createItems();
    CommandLine export =
        CommandLine.run(
            "export-postgres",
            "--url=" + TestServer.url(database),
            "--queries=public.items_01=select * from items_01 where n < 700",
            "--output=" + archive);
    done(export);
    assertThat(failed(validate()).out())
        .contains("NOT safe to drop: public.items_01: the database has 1400 rows");
  }

  @Test
  void rowsOfAQueryBelongToNoTable() throws Exception {
    createItems();
    done(
        CommandLine.run(
            "export-postgres",
            "--url=" + TestServer.url(database),
            "--queries=few=select * from items_01 where n < 700",
            "--output=" + archive));
    CommandLine answer = failed(validate("--certify=drop", "--confirmTable=public.items_01"));
    assertThat(answer.out())
        .contains("NOT safe to drop: few: its rows are those of a query (--queries of the export)");
    assertThat(exists("items_01")).isTrue();
  }

  @Test
  void partitionsOfPartitionsStandForThemselves() throws Exception {
    sql(
        "create table deep (id int, at date) partition by range (at)",
        "create table deep_1 partition of deep for values from ('2026-01-01') to ('2026-02-01')"
            + " partition by hash (id)",
        "create table deep_1a partition of deep_1 for values with (modulus 2, remainder 0)",
        "insert into deep select 2 * i, '2026-01-05' from generate_series(1, 9) i"
            + " where satisfies_hash_partition('deep_1'::regclass, 2, 0, 2 * i)");
    export("deep");
    sql(
        "create table deep_1b partition of deep_1 for values with (modulus 2, remainder 1)",
        "insert into deep select i, '2026-01-06' from generate_series(1, 9) i");
    CommandLine answer = failed(validate("--certify=drop", "--confirmTable=public.deep_1"));
    assertThat(answer.out()).contains("NOT safe to drop: public.deep_1a: the database");
    sql("delete from deep where at = '2026-01-06'");
    CommandLine refused = validate("--certify=drop", "--confirmTable=public.deep_1");
    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("there are no files of public.deep_1 in the input");
    assertThat(exists("deep_1")).isTrue();
  }

  @Test
  void theScriptLooksAtColumnsAndHeirsOnceMore() throws Exception {
    sql("create table plain (id int)", "insert into plain values (1), (2)");
    export("plain");
    Path script = folder.resolve("drop.sql");
    CommandLine unused = done(validate("--emitDropSql=" + script));
    String drop = Files.readString(script);

    sql("alter table plain add column late text default 'not in the files'");
    assertThatThrownBy(() -> sql(drop)).hasMessageContaining("plain differs from its files");
    sql("rollback", "alter table plain drop column late", "create table heir () inherits (plain)");
    assertThatThrownBy(() -> sql(drop)).hasMessageContaining("plain differs from its files");
    sql("rollback", "drop table heir", drop);
    assertThat(exists("plain")).isFalse();
  }

  @Test
  void aTableThatWasMadeAnewIsComparedByWhatItHolds() throws Exception {
    sql("create table again (id int, name text)", "insert into again values (1, 'a'), (2, null)");
    export("again");
    sql("drop table again", "create table again (name text, id int)");
    sql("insert into again values ('a', 1), (null, 2)");
    assertThat(done(validate()).out()).contains("safe to drop: public.again (2 rows");
    sql("update again set name = '' where id = 2");
    assertThat(failed(validate()).out()).contains("NOT safe to drop: public.again");
  }

  @Test
  void allOfALostUnitIsMissed() throws Exception {
    createItems();
    export("items_01", ORDERED);
    Files.delete(files(TABLE).get(0));
    // Without the entry, and with the files of all others.
    Files.delete(archive.resolve("_ledger/units/public.items_01-0000.json"));
    assertThat(failed(validate()).out())
        .contains("a gap: this unit was planned", "NOT safe to drop: " + TABLE);
    // Without any ledger: the rows are missed nevertheless.
    Files.move(archive.resolve("_ledger"), folder.resolve("elsewhere"));
    assertThat(failed(validate()).out())
        .contains("missing in the files: ", "NOT safe to drop: " + TABLE + ": the database has");
  }
}
