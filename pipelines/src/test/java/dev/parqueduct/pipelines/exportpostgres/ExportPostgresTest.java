package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportPostgresTest extends ExportPostgresFixture {
  private static final String ALL =
      "select count(*)::text, sum(n)::text, count(distinct n)::text, count(note)::text from ";

  @Test
  void aParentIsItsPartitionsEachWithAnOutcomeOfItsOwn() throws Exception {
    createItems(ROWS);
    CommandLine answer = done("--tables=items");

    assertThat(output.duckdb(ALL + "'$out/public.items_01/*.parquet'"))
        .isEqualTo(server(ALL + "items_01"));
    assertThat(output.duckdb(ALL + "'$out/public.items_02/*.parquet'"))
        .isEqualTo(server(ALL + "items_02"));
    assertThat(outcome("public.items_01").get("status").asText()).isEqualTo("done");
    assertThat(outcome("public.items_02").get("rows").asLong())
        .isEqualTo(Long.parseLong(server("select count(*) from items_02").get(0).get(0)));
    assertThat(answer.out()).contains("public.items_01", "public.items_02", "snapshot");
  }

  @Test
  void blocksCoverEveryRowExactlyOnce() throws Exception {
    createItems(ROWS);
    done("--tables=items_*", "--unitBytes=100000");

    assertThat(outcome("public.items_01").get("units").asLong()).isGreaterThan(5);
    assertThat(output.duckdb(ALL + "'$out/**/*.parquet'")).isEqualTo(server(ALL + "items"));
  }

  @Test
  void timesCoverEveryRowExactlyOnceAndNullsToo() throws Exception {
    sql(
        "create table events (id uuid, made timestamptz, n bigint, note text)",
        "create index on events (made)",
        "insert into events select gen_random_uuid(), case when i % 50 > 0 then"
            + " timestamptz '2026-01-01 00:00:00+00' + i / 100 * interval '1 hour' end, i, null"
            + " from generate_series(1, "
            + ROWS
            + ") i");
    String[] options = {
      "--tables=events", "--timestampColumn=made", "--idColumn=id", "--unitBytes=100000"
    };
    done(options);
    assertThat(outcome("public.events").get("units").asLong()).isGreaterThan(5);
    assertThat(output.duckdb(ALL + "'$out/**/*.parquet'")).isEqualTo(server(ALL + "events"));

    sql("analyze events");
    output = new dev.parqueduct.pipelines.exportvt.Output(folder.resolve("analyzed"));
    done(options);
    assertThat(outcome("public.events").get("units").asLong()).isGreaterThan(5);
    assertThat(output.duckdb(ALL + "'$out/**/*.parquet'")).isEqualTo(server(ALL + "events"));
  }

  @Test
  void viewsAndQueriesAreExportedLikeTables() throws Exception {
    createItems(1000);
    sql("create view few as select n, note from items where n < 10");
    done(
        "--tables=few",
        "--queries=top=select n, ';' as s from items where n >= 990; one=select 1::int as x -- end");

    assertThat(output.duckdb("select n, note from '$out/public.few/*.parquet' order by n"))
        .isEqualTo(server("select n, note from few order by n"));
    assertThat(output.duckdb("select count(*), min(s) from '$out/top/*.parquet'"))
        .containsExactly(List.of("10", ";"));
    assertThat(output.duckdb("select x from '$out/one/*.parquet'")).containsExactly(List.of("1"));
  }

  @Test
  void namesAreTakenAsTheCatalogHasThem() throws Exception {
    sql(
        "create schema \"My Schema\"",
        "create table \"My Schema\".\"a.b \"\"c\"\", d/e\" (\"Id\" int, \"select\" text)",
        "insert into \"My Schema\".\"a.b \"\"c\"\", d/e\" values (1, 'x')",
        "create table plain (i int)",
        "insert into plain values (2)");
    Path file = folder.resolve("tables.txt");
    Files.writeString(
        file, "# all of it\n\"My Schema\".\"a.b \"\"c\"\", d/e\" # quoted\r\n\nPLAIN\n");
    done("--tablesFile=" + file);

    assertThat(output.duckdb("select \"Id\", \"select\" from '$out/My-Schema*/*.parquet'"))
        .containsExactly(List.of("1", "x"));
    assertThat(output.duckdb("select i from '$out/public.plain/*.parquet'"))
        .containsExactly(List.of("2"));
  }

  @Test
  void aDryRunTellsUnitsAndEstimatesAndWritesNothing() throws Exception {
    createItems(ROWS);
    CommandLine answer = export("--tables=items", "--unitBytes=500000", "--dryRun");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .containsPattern("public\\.items_01 +about 9,\\d{3} rows, \\d\\.\\d MB, \\d units")
        .contains("public.items_01-0001", "blocks from", "Nothing was written");
    assertThat(output.files()).isEmpty();
  }

  @Test
  void emptyTablesLeaveNoFilesAndAreDone() throws Exception {
    sql("create table nothing (i int)");
    done("--tables=nothing");

    assertThat(output.dataFiles()).isEmpty();
    assertThat(outcome("public.nothing").get("status").asText()).isEqualTo("done");
  }
}
