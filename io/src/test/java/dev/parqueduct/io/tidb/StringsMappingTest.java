package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.TypesTest.SHOWN;
import static dev.parqueduct.io.tidb.TypesTest.nulls;
import static dev.parqueduct.io.tidb.TypesTest.row1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Few types, and text for the rest. */
class StringsMappingTest {
  @Test
  void stringsAreAsTiDbPrintsThem() throws Exception {
    RowOptions options = RowOptions.defaults().with(TypeMapping.STRINGS);
    try (Exported exported = Exported.of(TypesTest.all(), options)) {
      List<List<String>> rows =
          exported
              .row(1, row1())
              .row(-2, nulls())
              .read(SHOWN.replace("ts::timestamp", "ts") + ",_tidb_table_id,_tidb_handle");
      assertThat(rows.get(0))
          .containsExactly(
              "-128",
              "255",
              "-32768",
              "65535",
              "-8388608",
              "16777215",
              "-2147483648",
              "4294967295",
              "-9223372036854775808",
              "18446744073709551615",
              "-1.5",
              "2.25E-300",
              "-1234567.89",
              "123456789.000000001",
              "-9999999999999999999999999999.5000000000",
              "-0.500000000000000000000000000000",
              "0999-12-31",
              "9999-12-31 23:59:59.999",
              "1969-12-31 23:59:59.999999",
              "-838:59:59.25",
              "2155",
              "",
              "中文 😀",
              "00FF",
              "grün",
              "a,c",
              "01",
              "0ABCDE",
              "{\"a\": \"b\"}",
              "[1.5,-0.1]",
              "1",
              "77",
              "1");
      assertThat(rows.get(1).subList(31, 33)).containsExactly("77", "-2");
      assertThat(exported.schema().replace("optional ", ""))
          .isEqualTo(
              "message T {\n"
                  + each(" int64 %s;", "i8")
                  + each(" binary %s (STRING);", "u8")
                  + each(" int64 %s;", "i16")
                  + each(" binary %s (STRING);", "u16")
                  + each(" int64 %s;", "i24")
                  + each(" binary %s (STRING);", "u24")
                  + each(" int64 %s;", "i32")
                  + each(" binary %s (STRING);", "u32")
                  + each(" int64 %s;", "i64")
                  + each(" binary %s (STRING);", "u64")
                  + each(" double %s;", "f", "d")
                  + each(" binary %s (STRING);", "d9", "d18", "d38", "d65", "day", "dt", "ts", "t")
                  + each(" int64 %s;", "y")
                  + each(" binary %s (STRING);", "vc", "txt")
                  + each(" binary %s;", "bin")
                  + each(" binary %s (STRING);", "e", "s")
                  + each(" binary %s;", "b1", "b20")
                  + each(" binary %s (STRING);", "j", "v")
                  + each(" int64 %s;", "bool")
                  + each(" required int64 %s;", "_tidb_table_id", "_tidb_handle")
                  + "}\n");
    }
  }

  private static String each(String form, String... columns) {
    return Stream.of(columns).map(column -> " " + form.formatted(column) + "\n").collect(joining());
  }
}
