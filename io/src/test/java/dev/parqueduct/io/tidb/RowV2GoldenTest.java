package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that TiKV's and TiSpark's tests hold, read through to DuckDB. */
class RowV2GoldenTest {
  static Stream<JsonNode> rows() {
    JsonNode golden = Golden.read("row_v2.json");
    List<JsonNode> rows = new ArrayList<>();
    golden.path("tikv").forEach(rows::add);
    golden.path("tispark").forEach(rows::add);
    return rows.stream();
  }

  @Test
  void everyPublishedRowIsAmongThem() {
    assertThat(rows()).hasSize(23);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isReadAsItsTestSays(JsonNode row) throws Exception {
    TestTable table = new TestTable();
    List<String> expected = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (JsonNode column : row.path("columns")) {
      int id = column.path("id").asInt();
      String type = column.path("type").asText();
      add(table, id, type);
      columns.add(shown("c" + id, type));
      JsonNode value = column.path("value");
      expected.add(value.isNull() ? null : value.asText().replaceAll("^0x|Z$", ""));
    }
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      exported.row(1, Golden.hex(row.path("row_hex").asText()));
      assertThat(exported.read(String.join(",", columns))).containsExactly(expected);
    }
  }

  private static String shown(String column, String type) {
    return switch (type.replaceAll("\\(.*", "")) {
      case "BLOB", "BIT" -> "lower(hex(" + column + "))";
      case "TIMESTAMP" -> "replace(" + fraction(column + "::timestamp") + ", ' ', 'T')";
      case "TIME" -> "strftime(make_timestamp(" + column + "), '%H:%M:%S')";
      default -> column + "::varchar";
    };
  }

  private static String fraction(String column) {
    return column + "::varchar";
  }

  private static void add(TestTable table, int id, String type) {
    String name = "c" + id;
    switch (type.replaceAll("\\(.*", "")) {
      case "BIGINT UNSIGNED" ->
          table.column(id, name, TypeCode.LONGLONG, TestTable.UNSIGNED, 20, 0);
      case "BIGINT" -> table.column(id, name, TypeCode.LONGLONG, 0, 20, 0);
      case "INT" -> table.column(id, name, TypeCode.LONG, 0, 11, 0);
      case "SMALLINT" -> table.column(id, name, TypeCode.SHORT, 0, 6, 0);
      case "DOUBLE" -> table.column(id, name, TypeCode.DOUBLE, 0, 22, -1);
      case "FLOAT" -> table.column(id, name, TypeCode.FLOAT, 0, 12, -1);
      case "DECIMAL" ->
          table.column(id, name, TypeCode.DECIMAL, 0, 6, type.endsWith("(6,4)") ? 4 : 0);
      case "DATE" -> table.column(id, name, TypeCode.DATE, 0, 10, 0);
      case "DATETIME" -> table.column(id, name, TypeCode.DATETIME, 0, 19, 0);
      case "TIMESTAMP" -> table.column(id, name, TypeCode.TIMESTAMP, 0, 26, 6);
      case "TIME" -> table.column(id, name, TypeCode.DURATION, 0, 10, 0);
      case "YEAR" -> table.column(id, name, TypeCode.YEAR, TestTable.UNSIGNED, 4, 0);
      case "JSON" -> table.column(id, name, TypeCode.JSON, 0, -1, 0);
      case "BIT" -> table.column(id, name, TypeCode.BIT, TestTable.UNSIGNED, 24, 0);
      case "BLOB" -> table.column(id, name, TypeCode.BLOB, 0, -1, 0);
      case "VARCHAR" -> table.text(id, name, TypeCode.VARCHAR, 0, 100);
      case "CHAR" -> table.text(id, name, TypeCode.STRING, 0, 100);
      case "LONGTEXT" -> table.text(id, name, TypeCode.LONG_BLOB, 0, -1);
      case "NULL" -> table.column(id, name, TypeCode.LONGLONG, 0, 20, 0);
      case "ENUM" ->
          table.column(id, name, TypeCode.ENUM, 0, -1, 0, "utf8mb4", RowV2GoldenTest::yesAndNo);
      default -> throw new AssertionError("a type the test does not know: " + type);
    }
  }

  private static void yesAndNo(ObjectNode column) {
    ArrayNode members = ((ObjectNode) column.path("type")).putArray("Elems");
    members.add("y").add("n");
  }
}
