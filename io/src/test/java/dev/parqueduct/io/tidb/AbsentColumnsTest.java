package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static dev.parqueduct.io.tidb.TestTable.UNSIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;
import dev.parqueduct.io.tidb.RowChoice.VirtualColumns;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where the values of columns come from that are not in the row. */
class AbsentColumnsTest {
  private static Consumer<ObjectNode> origin(String text) {
    return column -> column.put("origin_default", text);
  }

  private static Consumer<ObjectNode> members(String origin) {
    return column -> {
      ArrayNode array = ((ObjectNode) column.path("type")).putArray("Elems");
      array.add("x").add("y").add("z");
      if (origin != null) {
        column.put("origin_default", origin);
      }
    };
  }

  @Test
  void originDefaultsOfEveryType() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "i", TypeCode.LONG, 0, 11, 0, "binary", origin("-5"))
            .column(
                2,
                "u",
                TypeCode.LONGLONG,
                UNSIGNED,
                20,
                0,
                "binary",
                origin("18446744073709551615"))
            .column(3, "n", TypeCode.LONG, 0, 11, 0, "binary", c -> c.put("origin_default", 7))
            .column(4, "f", TypeCode.FLOAT, 0, 12, -1, "binary", origin("0.25"))
            .column(5, "d", TypeCode.DECIMAL, 0, 10, 2, "binary", origin("-1.5"))
            .column(6, "day", TypeCode.DATE, 0, 10, 0, "binary", origin("2020-02-29"))
            .column(
                7,
                "dt",
                TypeCode.DATETIME,
                0,
                26,
                6,
                "binary",
                origin("2020-02-29 01:02:03.000004"))
            .column(8, "ts", TypeCode.TIMESTAMP, 0, 19, 0, "binary", origin("2020-02-29 01:02:03"))
            .column(9, "t", TypeCode.DURATION, 0, 10, 0, "binary", origin("-01:00:00"))
            .column(10, "y", TypeCode.YEAR, UNSIGNED, 4, 0, "binary", origin("1999"))
            .column(11, "vc", TypeCode.VARCHAR, 0, 9, 0, "utf8mb4", origin("añb"))
            .column(12, "bin", TypeCode.STRING, 128, 4, 0, "binary", origin("\u0000\u00124"))
            .column(13, "e", TypeCode.ENUM, 0, -1, 0, "utf8mb4", members("y"))
            .column(14, "s", TypeCode.SET, 0, -1, 0, "utf8mb4", members("x,z"))
            .column(
                15,
                "b",
                TypeCode.BIT,
                UNSIGNED,
                10,
                0,
                "binary",
                c -> c.put("origin_default_bit", "AwE="))
            .column(16, "v", TypeCode.VECTOR, 0, 2, 0, "binary", origin("[1, 2.5]"))
            // The default of today is not that of rows written before.
            .column(17, "later", TypeCode.LONG, 0, 11, 0, "binary", c -> c.put("default", "9"));
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(
              exported
                  .row(1, row().end())
                  .row(2, new byte[] {0})
                  .read(
                      "i,u,n,f,d,day,dt::varchar,ts::timestamp::varchar,t,y,vc,hex(bin),e,s,hex(b),"
                          + "v::varchar,later"))
          .containsExactly(DEFAULTS, DEFAULTS);
      assertThat(exported.counters())
          .containsEntry("defaultsFilledIn", 32L)
          .containsEntry("rowsOfFormat1", 1L)
          .containsEntry("rows", 2L);
    }
  }

  private static final List<String> DEFAULTS =
      Arrays.asList(
          "-5",
          "18446744073709551615",
          "7",
          "0.25",
          "-1.50",
          "2020-02-29",
          "2020-02-29 01:02:03.000004",
          "2020-02-29 01:02:03",
          "-3600000000",
          "1999",
          "añb",
          "00123400",
          "y",
          "x,z",
          "0301",
          "[1.0, 2.5]",
          null);

  @Test
  void columnsDeclaredNotNullWithoutADefaultAreZero() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "i", TypeCode.LONG, NOT_NULL, 11, 0)
            .column(2, "f", TypeCode.DOUBLE, NOT_NULL, 12, -1)
            .column(3, "d", TypeCode.DECIMAL, NOT_NULL, 10, 2)
            .column(4, "dt", TypeCode.DATETIME, NOT_NULL, 26, 0)
            .text(5, "vc", TypeCode.VARCHAR, NOT_NULL, 9)
            .column(6, "bin", TypeCode.STRING, NOT_NULL, 3, 0)
            .column(7, "e", TypeCode.ENUM, NOT_NULL, -1, 0, "utf8mb4", members(null))
            .column(8, "s", TypeCode.SET, NOT_NULL, -1, 0, "utf8mb4", members(null))
            .column(9, "b", TypeCode.BIT, NOT_NULL, 10, 0)
            .column(10, "j", TypeCode.JSON, NOT_NULL, -1, 0);
    RowOptions options = RowOptions.defaults().with(InvalidDates.TEXT);
    try (Exported exported = Exported.of(table, options)) {
      assertThat(exported.row(1, row().end()).read("i,f,d,dt,vc,hex(bin),e,s,hex(b),j"))
          .containsExactly(
              List.of(
                  "0",
                  "0.0",
                  "0.00",
                  "0000-00-00 00:00:00",
                  "",
                  "000000",
                  "x",
                  "",
                  "0000",
                  "null"));
    }
  }

  @Test
  void timestampsOfOldTablesAreInTheServersTimeZone() throws Exception {
    TestTable table =
        new TestTable()
            .column(
                1,
                "ts",
                TypeCode.TIMESTAMP,
                0,
                19,
                0,
                "binary",
                c -> c.put("origin_default", "2020-01-01 00:00:00").put("version", 0));
    try (Exported exported =
        Exported.of(table, RowOptions.defaults().withDefaultTimeZone("Asia/Shanghai"))) {
      assertThat(exported.row(1, row().end()).read("ts::timestamp::varchar"))
          .containsExactly(List.of("2019-12-31 16:00:00"));
    }
    TestTable later =
        new TestTable()
            .column(
                1,
                "ts",
                TypeCode.TIMESTAMP,
                0,
                19,
                0,
                "binary",
                c -> c.put("origin_default", "2020-01-01 00:00:00").put("version", 1));
    try (Exported exported =
        Exported.of(later, RowOptions.defaults().withDefaultTimeZone("Asia/Shanghai"))) {
      assertThat(exported.row(1, row().end()).read("ts::timestamp::varchar"))
          .containsExactly(List.of("2020-01-01 00:00:00"));
    }
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      exported.row(1, row().nothing(1).end());
      assertThatThrownBy(() -> exported.row(2, row().end()))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("table T, column ts, handle 2: ")
          .hasMessageContaining("--defaultTimeZone");
    }
  }

  @Test
  void columnsThatAreNotVisibleAreIgnored() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "a", TypeCode.LONG, 0, 11, 0)
            .column(2, "hidden", TypeCode.LONG, 0, 11, 0, "binary", c -> c.put("hidden", true))
            .column(3, "reorg", TypeCode.LONG, 0, 11, 0, "binary", c -> c.put("state", 3));
    byte[] row = row().number(1, 1).number(2, 2).number(3, 3).number(9, 9).nothing(8).end();
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(1, row).read("*")).containsExactly(List.of("1"));
    }
  }

  @Test
  void virtualColumnsAreNullAndCountedOrLeftOut() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "a", TypeCode.LONG, 0, 11, 0)
            .column(
                2,
                "g",
                TypeCode.LONG,
                NOT_NULL,
                11,
                0,
                "binary",
                c -> c.put("generated_expr_string", "`a` + 1").put("generated_stored", false))
            .column(
                3,
                "h",
                TypeCode.LONG,
                0,
                11,
                0,
                "binary",
                c -> c.put("generated_expr_string", "`a` + 1").put("generated_stored", true));
    byte[] row = row().number(1, 1).number(3, 2).end();
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(1, row).read("*")).containsExactly(Arrays.asList("1", null, "2"));
      assertThat(exported.counters()).isEqualTo(Map.of("rows", 1L, "virtualColumnsAsNull", 1L));
    }
    RowOptions omit = RowOptions.defaults().with(VirtualColumns.OMIT);
    try (Exported exported = Exported.of(table, omit)) {
      assertThat(exported.row(1, row).read("*")).containsExactly(List.of("1", "2"));
    }
  }

  @Test
  void partitionsAreNamed() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "a", TypeCode.LONG, 0, 11, 0)
            .with(
                root -> {
                  ArrayNode parts =
                      root.putObject("partition").put("enable", true).putArray("definitions");
                  parts.addObject().put("id", 101).putObject("name").put("O", "p0");
                  parts.addObject().put("id", 102).putObject("name").put("O", "p1");
                });
    RowOptions options =
        RowOptions.defaults().withExtras(Set.of(ExtraColumn.PARTITION, ExtraColumn.TABLE_ID));
    try (Exported exported = Exported.of(table, options)) {
      byte[] row = row().number(1, 1).end();
      exported
          .row(Keys.record(102, 1), row)
          .row(Keys.record(101, 1), row)
          .row(Keys.record(102, 2), row);
      assertThat(exported.read("_tidb_partition, _tidb_table_id"))
          .containsExactly(List.of("p1", "102"), List.of("p0", "101"), List.of("p1", "102"));
      assertThatThrownBy(() -> exported.row(1, row))
          .isInstanceOf(RowException.class)
          .hasMessage("table T, handle 1: the key is that of another table, 77");
    }
    assertThat(Collections.max(table.info().physicalIds())).isEqualTo(102);
  }
}
