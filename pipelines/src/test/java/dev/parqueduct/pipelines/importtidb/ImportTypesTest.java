package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.report.ExitCode;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Other schemas than that of reports: types, sizes, keys. */
class ImportTypesTest extends ImportTidbFixture {
  private static final String ALL_TYPES =
      """
      select i::int as id,
        case i % 3 when 0 then null when 1 then true else false end as b,
        (i - 5)::tinyint as i8, (i * 1000 - 5)::smallint as i16, (i * -99999)::int as i32,
        (i * 9000000000000000 - 4)::bigint as i64,
        (i % 200)::utinyint as u8, (60000 + i)::usmallint as u16, (4294967295 - i)::uinteger as u32,
        (18446744073709551615 - i)::ubigint as u64,
        (i / 7.0)::float as f32,
        case i when 0 then -0.0 when 1 then 1e-20 when 2 then 1.7976931348623157e308
          when 3 then 2.2250738585072014e-308 when 4 then -123456789.987654321e20
          when 5 then 5e-324 when 6 then 0.1 when 7 then 9007199254740993 else i / 3.0 end::double
          as f64,
        case when i % 2 = 0 then (i - 4) / 8.0 end::decimal(9, 3) as d9,
        ((i - 4) / 8.0)::decimal(18, 5) as d18,
        ((i - 4) * 12345678901234567890)::decimal(38, 10) as d38,
        date '1969-12-25' + i::int as day,
        time '23:59:50.123456' + interval (i) second as t,
        (timestamp '1969-12-31 23:59:59.123' + interval (i) hour)::timestamp_ms as ms,
        timestamp '0001-02-03 04:05:06.123456' + interval (i * 300) day as us,
        timestamptz '2026-11-01 00:00:00+02' + interval (i) second as tz,
        make_timestamp_ns(1700000000000000000 + i) as ns,
        case i when 0 then '' when 1 then 'ü€😀 ''quoted'' \\ "x" %' when 2 then chr(9) || chr(10)
          when 3 then '?, (?)' when 4 then 'end ' else repeat('x', i::int * 30) end as s,
        case when i % 2 = 0 then 'ab'::blob || '\\xFF\\x00\\x27\\x5C'::blob end as raw,
        uuid() as u,
        case when i = 9 then repeat('long ', 20000) end as big,
        {'a': i::int, 'c': {'d': 'n' || i}} as nested,
        null::varchar as nothing
      from range(0, 10) r(i)
      """;

  @Test
  void valuesOfAllTypesArriveAndAreVerified() throws Exception {
    write("any.parquet", ALL_TYPES);

    done("--primaryKey=id", "--verify");

    String compared = "id, b, i8, i16, i32, i64, u8, u16, u32, u64, d9, d18, d38, s, big, nothing";
    assertThat(
            rows(
                "id, case b when 1 then 'true' when 0 then 'false' end, "
                    + compared.substring(7)
                    + ", nested_a, nested_c_d"))
        .isEqualTo(rowsOfFiles(compared.replace("d38", "d38::varchar") + ", nested.a, nested.c.d"));
    assertThat(
            rows(
                "id, hex(raw), day, date_format(ms, '%Y-%m-%d %H:%i:%s.%f'), date_format(us, '%Y-%m-%d %H:%i:%s.%f'), date_format(tz, '%Y-%m-%d %H:%i:%s')"))
        .isEqualTo(
            rowsOfFiles(
                "id, hex(raw), day, strftime(ms, '%Y-%m-%d %H:%M:%S.%f'), strftime(us, '%Y-%m-%d %H:%M:%S.%f'), strftime(tz, '%Y-%m-%d %H:%M:%S')"));
    assertThat(rows("id, time_format(t, '%H:%i:%s.%f'), ns, hex(u)"))
        .isEqualTo(
            rowsOfFiles(
                "id, strftime(date '2000-01-01' + t, '%H:%M:%S.%f'), epoch_ns(ns), upper(replace(u::varchar, '-', ''))"));
    List<List<String>> numbers = rows("id, f32, f64");
    List<List<String>> wanted = rowsOfFiles("id, f32::double, f64");
    for (int i = 0; i < numbers.size(); i++) {
      for (int column : List.of(1, 2)) {
        assertThat(Double.parseDouble(numbers.get(i).get(column)))
            .as("row " + i)
            .isEqualTo(Double.parseDouble(wanted.get(i).get(column)) + 0.0);
      }
    }
    String ddl = SharedServer.query("show create table " + table).get(0).get(1);
    assertThat(ddl)
        .contains("`b` tinyint(1)")
        .contains("`i8` tinyint(4)")
        .contains("`u64` bigint(20) unsigned")
        .contains("`f32` double")
        .contains("`d38` decimal(38,10)")
        .contains("`day` date")
        .contains("`t` time(6)")
        .contains("`ms` datetime(3)")
        .contains("`us` datetime(6)")
        .contains("`tz` datetime DEFAULT")
        .contains("`ns` bigint(20)")
        .contains("`s` varchar(1024)")
        .contains("`raw` varbinary(32)")
        .contains("`u` binary(16)")
        .contains("`big` mediumtext")
        .contains("`nothing` varchar(64)");
  }

  @Test
  void everyTypeOfDifferenceIsFound() throws Exception {
    write("any.parquet", ALL_TYPES);
    done("--primaryKey=id");
    List<String> columns =
        SharedServer.query(
                "select column_name from information_schema.columns where table_schema = '"
                    + database
                    + "' and column_name <> 'id' order by ordinal_position")
            .stream()
            .map(row -> row.get(0))
            .toList();
    String changes =
        columns.stream()
            .map(
                column ->
                    switch (column) {
                      case "b" -> "b = 1 - ifnull(b, 0)";
                      case "f32" -> "f32 = f32 + 1e-7";
                      case "f64" -> "f64 = f64 * (1 + 1e-15)";
                      case "day" -> "day = day + interval 1 day";
                      case "t", "us" -> column + " = " + column + " - interval 1 microsecond";
                      case "ms", "tz" -> column + " = " + column + " - interval 1 second";
                      case "s", "big", "nested_c_d", "nothing" ->
                          column + " = concat(ifnull(" + column + ", ''), ' ')";
                      case "raw" -> "raw = concat(raw, x'00')";
                      case "u" -> "u = reverse(u)";
                      default -> column + " = " + column + " - 1";
                    })
            .collect(Collectors.joining(", "));
    SharedServer.execute("update " + table + " set " + changes + " where id = 8");

    fails(ExitCode.VERIFICATION_FAILED, "--primaryKey=id", "--verify");

    JsonNode differing = report().at("/verification/rows/0/columns");
    assertThat(new ObjectMapper().convertValue(differing, String[].class))
        .containsExactlyElementsOf(columns);
  }

  @Test
  void filesWithoutAKeyGetOneSoThatASecondRunAddsNothing() throws Exception {
    write("x/a.parquet", "select 'same' as s, 1 as n from range(0, 50)");
    write("b.parquet", "select 'same' as s, 1 as n from range(0, 30)");
    done("--verify");
    done("--verify", "--output=" + folder.resolve("other"));
    assertThat(SharedServer.query("select count(*), count(distinct _row) from " + table))
        .containsExactly(List.of("80", "80"));
    assertThat(SharedServer.query("select max(_row) from " + table))
        .containsExactly(List.of("x/a.parquet#9"));
  }

  @Test
  void keysOfSeveralColumnsAndOfTextWithSpacesAtTheirEndsStayApart() throws Exception {
    write(
        "a.parquet",
        "select * from (values ('a', 1, 'x'), ('a ', 1, 'y'), ('A', 1, 'z'), ('a', 2, 'w'), ('ä',"
            + " 1, 'v')) t(k, n, v)");
    done("--primaryKey=k,n", "--verify");
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("5");
  }

  @Test
  void whatHasNoPlaceInADatabaseIsRejectedWithReasonAndPlace() throws Exception {
    write(
        "a.parquet",
        "select i as id, case i when 3 then 'nan'::double else i end as d,"
            + " case i when 5 then date '12345-01-01' else date '2020-01-01' end as day,"
            + " case i when 7 then null else 'k' || i end as k from range(0, 10) r(i)");

    String error = fails(ExitCode.VERIFICATION_FAILED, "--primaryKey=k");
    assertThat(error).contains("3 records were rejected").contains("not-finite=1");

    done("--primaryKey=k", "--maxRejected=3", "--verify", "--output=" + folder.resolve("o"));
    assertThat(SharedServer.query("select count(*) from " + table).get(0)).containsExactly("7");
    List<String> rejects;
    try (var files = Files.walk(folder.resolve("o/_rejected"))) {
      rejects = Files.readAllLines(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
    assertThat(rejects).hasSize(3);
    assertThat(rejects.get(0)).contains("\"line\":4").contains("d: the database has no NaN");
    assertThat(rejects.get(1)).contains("\"line\":6").contains("out-of-range");
    assertThat(rejects.get(2)).contains("\"line\":8").contains("null-key");
  }

  @Test
  void filesOfSeveralSchemasAreRefused() throws Exception {
    write("a.parquet", "select 1 as id");
    write("b.parquet", "select 1 as id, 2 as more");
    assertThat(fails(ExitCode.USAGE)).contains("b.parquet has other columns than a.parquet");
  }

  @Test
  void aTableTooWideForARowHasItsLongestTextsAside() throws Exception {
    write(
        "a.parquet",
        "select 1 as id, "
            + java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "repeat('x', 500) as c" + i)
                .collect(Collectors.joining(", ")));
    done("--primaryKey=id", "--verify");
    assertThat(SharedServer.query("show create table " + table).get(0).get(1))
        .contains("varchar(1024)")
        .contains(" text");
  }
}
