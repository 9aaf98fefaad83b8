package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.ValueOptions.ArrayShapes;
import dev.parqueduct.io.postgres.ValueOptions.EndOfDay;
import dev.parqueduct.io.postgres.ValueOptions.InfiniteDates;
import dev.parqueduct.io.postgres.ValueOptions.InvalidText;
import dev.parqueduct.io.postgres.ValueOptions.NanNumerics;
import dev.parqueduct.io.postgres.ValueOptions.UnboundedNumerics;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValuePoliciesTest {
  private static final ValueOptions DEFAULTS = ValueOptions.defaults();

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestServer.connectToNew("value_policies");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  /** A table {@code t} with a column {@code c}, and how its values come out. */
  private static List<String> exported(String type, ValueOptions options, String... values)
      throws SQLException, IOException {
    table(type, values);
    try (Exported exported = Exported.relation(connection, "t", options)) {
      return exported.column("c::varchar");
    }
  }

  private static void table(String type, String... values) throws SQLException {
    Sql.run(connection, "drop table if exists t", "create table t (c " + type + ")");
    for (String value : values) {
      Sql.run(connection, "insert into t values (" + value + ")");
    }
  }

  private static void refused(String type, String value, String... message) {
    refused(type, DEFAULTS, value, message);
  }

  private static void refused(String type, ValueOptions options, String value, String... message) {
    assertThatThrownBy(() -> exported(type, options, value))
        .as(type + " " + value)
        .isInstanceOf(RowException.class)
        .hasMessageStartingWith("row 1, column c: ")
        .hasMessageContainingAll(message);
  }

  @Test
  void refusesInfiniteDatesUnlessToldOtherwise() throws SQLException, IOException {
    List<String> types = new ArrayList<>(List.of("date", "timestamp", "timestamptz"));
    if (Sql.version(connection) >= 17) {
      types.add("interval");
    }
    for (String type : types) {
      refused(type, "'infinity'", "infinity", "--infiniteDates=");
      refused(type, "'-infinity'", "-infinity", "--infiniteDates=");
      refused(type + "[]", "array['-infinity'::" + type + "]", "-infinity", "--infiniteDates=");
      assertThat(
              exported(
                  type + " not null",
                  DEFAULTS.withInfiniteDates(InfiniteDates.NULL),
                  "'infinity'",
                  "'-infinity'"))
          .containsOnlyNulls();
      assertThat(
              exported(
                  type,
                  DEFAULTS.withInfiniteDates(InfiniteDates.TEXT),
                  "'infinity'",
                  "'-infinity'",
                  "null"))
          .containsExactly("infinity", "-infinity", null);
    }
    refused("timestamp", "'294276-12-31'", "--infiniteDates=");
    assertThat(exported("timestamp", DEFAULTS, "'294247-01-10 04:00:54.775806'"))
        .containsExactly("294247-01-10 04:00:54.775806");
    refused("timestamp", "'294247-01-10 04:00:54.775808'", "--infiniteDates=");
  }

  @Test
  void printsDatesInUtcWhateverTheSessionHas() throws SQLException, IOException {
    ValueOptions text = DEFAULTS.withInfiniteDates(InfiniteDates.TEXT);
    Sql.run(connection, "set timezone to 'Asia/Tokyo'", "set datestyle to 'ISO, DMY'");
    assertThat(exported("timestamptz", text, "'2024-02-01 03:04:05.67+00'"))
        .containsExactly("2024-02-01 03:04:05.67+00");
    assertThat(exported("date[]", text, "array['2024-02-01'::date, 'infinity', null]"))
        .containsExactly("[2024-02-01, infinity, NULL]");
    assertThat(exported("daterange", text, "'[2024-02-01,infinity]'"))
        .containsExactly("[2024-02-01,infinity]");
  }

  @Test
  void refusesTheEndOfTheDayUnlessToldOtherwise() throws SQLException, IOException {
    refused("time", "'24:00'", "24:00:00", "--endOfDay=");
    refused("timetz", "'24:00+02'", "24:00:00", "--endOfDay=");
    for (String type : List.of("time", "timetz")) {
      assertThat(exported(type, DEFAULTS.withEndOfDay(EndOfDay.NULL), "'24:00+00'"))
          .containsOnlyNulls();
    }
    assertThat(exported("timetz", DEFAULTS.withEndOfDay(EndOfDay.TEXT), "'24:00+02'", "'1:00+02'"))
        .containsExactly("24:00:00+02", "01:00:00+02");
  }

  @Test
  void refusesNanInDecimalsUnlessToldOtherwise() throws SQLException, IOException {
    for (int precision : List.of(9, 18, 38)) {
      String type = "numeric(" + precision + ",2)";
      refused(type, "'NaN'", "NaN is not in DECIMAL", "--nanNumerics=");
      assertThat(exported(type, DEFAULTS.withNanNumerics(NanNumerics.NULL), "'NaN'", "1.5"))
          .containsExactly(null, "1.50");
      assertThat(exported(type, DEFAULTS.withNanNumerics(NanNumerics.TEXT), "'NaN'", "1.5"))
          .containsExactly("NaN", "1.50");
    }
  }

  @Test
  void makesUnboundedNumericsWhatIsAskedFor() throws SQLException, IOException {
    ValueOptions decimal = DEFAULTS.withUnboundedNumerics(UnboundedNumerics.decimal(38, 9));
    assertThat(exported("numeric", decimal, "1.5", "-0.123456789", "1.5000000000000"))
        .containsExactly("1.500000000", "-0.123456789", "1.500000000");
    refused("numeric", decimal, "1e-10", "0.0000000001 does not fit in DECIMAL(38,9)");
    refused("numeric", decimal, "1e29", "does not fit in DECIMAL(38,9)");
    refused("numeric", decimal, "'Infinity'", "Infinity is not in DECIMAL", "--nanNumerics=");
    ValueOptions small = DEFAULTS.withUnboundedNumerics(UnboundedNumerics.decimal(4, 2));
    assertThat(exported("numeric", small, "99.99", "-99.99")).containsExactly("99.99", "-99.99");
    refused("numeric", small, "100", "100 does not fit in DECIMAL(4,2)");
    assertThatThrownBy(
            () ->
                exported(
                    "numeric(39,0)", DEFAULTS.withUnboundedNumerics(UnboundedNumerics.error())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("column c is numeric(39,0)", "--unboundedNumerics=");
  }

  @Test
  void refusesArraysOfOtherShapesUnlessToldOtherwise() throws SQLException, IOException {
    refused("int[]", "'{{1,2},{3,4}}'", "2 dimensions", "1 declared", "--arrayShapes=TEXT");
    refused("int[][]", "'{1,2}'", "1 dimensions", "2 declared", "--arrayShapes=TEXT");
    refused("int[]", "'[0:1]={1,2}'", "begin at 0", "--arrayShapes=TEXT");
    refused("int[][]", "'[1:1][5:6]={{1,2}}'", "begin at 5", "--arrayShapes=TEXT");
    assertThat(
            exported(
                "int[]", DEFAULTS.withArrayShapes(ArrayShapes.TEXT), "'{{1,2}}'", "'[0:1]={1,2}'"))
        .containsExactly("{{1,2}}", "[0:1]={1,2}");
  }

  @Test
  void refusesTextThatIsNotUtf8UnlessToldOtherwise() throws SQLException, IOException {
    Sql.run(
        connection,
        "drop database if exists ascii",
        "create database ascii encoding 'SQL_ASCII' template template0 locale 'C'");
    try (Connection ascii = TestServer.connect("ascii")) {
      Sql.run(
          ascii,
          "create table t as select convert_from('\\xe4', 'SQL_ASCII') as c, 1 as n,"
              + " 'a  '::char(3) as d, null::char(3) as e, 'x'::name as f, '[1]'::jsonb as g");
      assertThatThrownBy(() -> Exported.relation(ascii, "t").close())
          .isInstanceOf(CopyStreamException.class)
          .hasMessageContainingAll("not UTF-8", "--invalidText=BINARY");
      ValueOptions binary = DEFAULTS.withInvalidText(InvalidText.BINARY);
      try (Exported exported = Exported.relation(ascii, "t", binary)) {
        assertThat(
                exported.duckdb(
                    "select hex(c), n, d::varchar, e is null, f::varchar, g::varchar from $file"))
            .containsExactly(List.of("E4", "1", "a  ", "true", "x", "[1]"));
      }
    }
  }

  @Test
  void decodesBase64UrlThatCanBeEncodedAgain() throws SQLException, IOException {
    table("varchar(43)", "''", "'AA'", "'_-8'", "'aGVsbG8'", "null", "'" + "-_".repeat(20) + "'");
    try (Exported exported = base64()) {
      assertThat(exported.column("hex(c)"))
          .containsExactly("", "00", "FFEF", "68656C6C6F", null, "FBFFBF".repeat(10));
    }
    for (String other : List.of("A", "AB", "AAB", "AA==", "a+b/", "ab c", "é", "AAAAA")) {
      table("varchar(43)", "'AA'", "'" + other + "'");
      assertThatThrownBy(() -> base64().close())
          .as(other)
          .isInstanceOf(RowException.class)
          .hasMessageContainingAll("row 2, column c: ", "'" + other + "'", "base64url");
    }
  }

  private static Exported base64() throws SQLException, IOException {
    List<PgColumn> columns = new ArrayList<>();
    for (PgColumn column : Exported.columns(connection, "t")) {
      columns.add(
          new PgColumn(column.name(), column.type(), column.notNull(), Conversion.BASE64URL_BYTES));
    }
    return Exported.of(connection, "t", columns, DEFAULTS);
  }

  @Test
  void takesOnlyTextForBase64Url() throws SQLException {
    table("int");
    assertThatThrownBy(() -> base64().close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column c is integer; only text can be base64url");
  }
}
