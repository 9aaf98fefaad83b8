package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExportPostgresNamesTest extends ExportPostgresFixture {
  private static final Pattern NAME =
      Pattern.compile(
          "perm_public\\.(\\w+)_(\\d{8}T\\d{6}Z)_([A-Za-z0-9_-]{8})-(\\d{8}T\\d{6}Z)_([A-Za-z0-9_-]{8})"
              + "_rows-(\\d+)\\.parquet");

  @Test
  void namesTellTheFirstAndTheLastRowAndTheirNumber() throws Exception {
    createItems(ROWS);
    done(with(ORDERED, "--tables=items", "--layout=flat", "--rowsPerFile=3000"));

    assertThat(output.dataFiles()).hasSizeGreaterThan(6);
    for (String file : output.dataFiles()) {
      Matcher name = NAME.matcher(file);
      assertThat(name.matches()).as(file).isTrue();
      // In the order of the bytes of ids, which is not that of their text.
      String ends =
          "select strftime(made, '%Y%m%dT%H%M%SZ'), substr(replace(replace(to_base64(id), '+', '-'),"
              + " '/', '_'), 1, 8), (select count(*) from '$out/"
              + file
              + "')::text from '$out/"
              + file
              + "' order by made ";
      assertThat(output.duckdb(ends + ", id limit 1"))
          .containsExactly(List.of(name.group(2), name.group(3), name.group(6)));
      assertThat(output.duckdb(ends + "desc, id desc limit 1"))
          .containsExactly(List.of(name.group(4), name.group(5), name.group(6)));
      assertThat(
              output.duckdb(
                  "select count(*) from (select (made, id) < lag((made, id)) over () as back from '$out/"
                      + file
                      + "') where back"))
          .containsExactly(List.of("0"));
    }
  }

  @Test
  void theHiveLayoutCutsFilesAtHalvesOfMonths() throws Exception {
    sql(
        "create table items (id varchar(43) not null, made timestamp not null)",
        "insert into items select translate(encode(sha256(i::text::bytea), 'base64'), '+/=', '-_'),"
            + " timestamp '2025-12-30 12:00' + i * interval '1 day' from generate_series(0, 19) i");
    done(with(ORDERED, "--tables=items", "--layout=hive-date"));

    assertThat(output.dataFiles().stream().map(name -> name.replaceFirst("[^/]*$", "")))
        .containsExactly(
            "year=2025/month=12/half=02/",
            "year=2026/month=01/half=01/",
            "year=2026/month=01/half=02/");
    assertThat(
            output.duckdb(
                "select month, half, count(*), min(made)::date, max(made)::date from"
                    + " read_parquet('$out/*/*/*/*.parquet', hive_partitioning = true,"
                    + " hive_types_autocast = false) group by all order by all"))
        .containsExactly(
            List.of("01", "01", "14", "2026-01-01", "2026-01-14"),
            List.of("01", "02", "4", "2026-01-15", "2026-01-18"),
            List.of("12", "02", "2", "2025-12-30", "2025-12-31"));
  }

  @Test
  void partitionsOfHalfMonthsSayThemselvesWhereTheyBelong() throws Exception {
    sql(
        "create table permanent_data_items_03_2024_02 (id varchar(43) not null, made timestamp not null)",
        "insert into permanent_data_items_03_2024_02 values (repeat('A', 43), '2026-01-01')");
    done(with(ORDERED, "--tables=perm*", "--layout=hive_date"));

    assertThat(output.dataFiles())
        .containsExactly(
            "year=2024/month=03/half=02/perm_public.permanent_data_items_03_2024_02_"
                + "20260101T000000Z_AAAAAAAA-20260101T000000Z_AAAAAAAA_rows-1.parquet");
  }

  @Test
  void idsOfOtherTypesAreInTheOrderOfTheirBytes() throws Exception {
    sql(
        "create table t (id uuid not null, made date not null)",
        "insert into t values ('ffffffff-0000-0000-0000-000000000000', '2026-01-02'),"
            + " ('00000000-0000-0000-0000-000000000001', '2026-01-02')");
    done("--tables=t", "--timestampColumn=made", "--idColumn=id", "--layout=by-partition");

    assertThat(output.dataFiles())
        .containsExactly(
            "public.t/rows_public.t_20260102T000000Z_AAAAAAAA-20260102T000000Z______wAA_rows-2.parquet");
  }

  @Test
  void aTableWithoutTheColumnsIsToldAndOthersAreExported() throws Exception {
    createItems(100);
    sql("create table other (i int)");
    CommandLine answer = export(with(ORDERED, "--tables=items,other"));

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("public.other has no column made").hasLineCount(1);
    assertThat(outcome("public.items_01").get("status").asText()).isEqualTo("done");
  }
}
