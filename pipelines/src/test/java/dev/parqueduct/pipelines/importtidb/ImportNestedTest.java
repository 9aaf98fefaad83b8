package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.report.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists and maps, which become JSON: compared with what DuckDB makes of the same files. */
class ImportNestedTest extends ImportTidbFixture {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final String NESTED =
      """
      select i::int as id,
        case when i % 4 > 0 then [i, null, -i] end as numbers,
        case i % 5 when 0 then [] when 1 then null else [[1, i], [], null, [null]] end as lists,
        case when i % 3 > 0 then [{'name': 'n"' || i, 'tags': ['ü€', null]}, null] end as structs,
        case when i % 3 < 2 then map {'k' || i: (i / 8)::decimal(9, 3), 'none': null} end as amounts,
        map {i: ['a', 'b'], i + 100: []} as by_number,
        {'plain': i, 'inner': {'days': [date '2026-01-01' + i::int], 'flag': [i % 2 = 0]}} as around,
        [timestamp '2026-11-26 01:02:03.5' + interval (i) hour] as times
      from range(0, 3000) r(i)
      """;

  @Test
  void listsAndMapsArriveAsJson() throws Exception {
    write("any.parquet", NESTED);

    done("--primaryKey=id", "--verify");

    String types =
        "select column_name, column_type from information_schema.columns where table_schema = '";
    assertThat(SharedServer.query(types + database + "' order by ordinal_position"))
        .containsExactly(
            List.of("id", "int(11)"),
            List.of("numbers", "longtext"),
            List.of("lists", "longtext"),
            List.of("structs", "longtext"),
            List.of("amounts", "longtext"),
            List.of("by_number", "longtext"),
            List.of("around_plain", "bigint(20)"),
            List.of("around_inner_days", "longtext"),
            List.of("around_inner_flag", "longtext"),
            List.of("times", "longtext"));
    assertThat(
            documents(
                rows(
                    "id, numbers, lists, structs, amounts, by_number, around_inner_days,"
                        + " around_inner_flag")))
        .isEqualTo(
            documents(
                rowsOfFiles(
                    "id, to_json(numbers), to_json(lists), to_json(structs), to_json(amounts),"
                        + " to_json(by_number), to_json(around.inner.days),"
                        + " to_json(around.inner.flag)")));
    assertThat(rows("id, times").get(0)).containsExactly("0", "[\"2026-11-26 01:02:03.500000\"]");
  }

  private static List<List<JsonNode>> documents(List<List<String>> rows) throws Exception {
    List<List<JsonNode>> all = new ArrayList<>();
    for (List<String> row : rows) {
      List<JsonNode> documents = new ArrayList<>();
      for (String cell : row) {
        documents.add(cell == null ? null : MAPPER.readTree(cell));
      }
      all.add(documents);
    }
    return all;
  }

  @Test
  void aChangedDocumentIsFound() throws Exception {
    write("any.parquet", "select i as id, [i, 2] as l, ['x'::blob] as b from range(5) r(i)");
    done("--primaryKey=id", "--verify");
    assertThat(rows("id, b").get(0)).containsExactly("0", "[\"eA==\"]");
    SharedServer.execute("update " + table + " set l = '[3, 2]' where id = 3");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--primaryKey=id", "--verify"))
        .contains("1 with another l (any.parquet, row 4)");
  }

  @Test
  void aNumberThatJsonDoesNotHaveIsRejectedWithItsRow() throws Exception {
    write(
        "any.parquet",
        "select i as id, [{'a': 1.5::double}, {'a': case i when 2 then 'nan' else '2.5' end::double}] as l,"
            + " [7, 8] as after from range(4) r(i)");
    assertThat(done("--primaryKey=id", "--maxRejected=1", "--verify").out()).contains("not-finite");
    assertThat(rows("id, l, after"))
        .containsExactly(
            List.of("0", "[{\"a\":1.5},{\"a\":2.5}]", "[7,8]"),
            List.of("1", "[{\"a\":1.5},{\"a\":2.5}]", "[7,8]"),
            List.of("3", "[{\"a\":1.5},{\"a\":2.5}]", "[7,8]"));
  }

  @Test
  void aListIsNoKey() throws Exception {
    write("a.parquet", "select 1 as id, [1, 2] as l");
    assertThat(fails(ExitCode.USAGE, "--primaryKey=l")).contains("--primaryKey: l is a list");
    done("--skipColumns=l", "--verify");
  }
}
