package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static dev.parqueduct.io.tidb.TestTable.UNSIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.tidb.RowChoice.BitForm;
import dev.parqueduct.io.tidb.RowChoice.SetForm;
import dev.parqueduct.io.tidb.RowChoice.TimeForm;
import dev.parqueduct.io.tidb.RowChoice.TinyInt1;
import dev.parqueduct.io.tidb.RowChoice.UnsignedBigint;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every type, as DuckDB reads it. */
class TypesTest {
  private static Consumer<ObjectNode> members(String... members) {
    return column -> {
      ArrayNode array = ((ObjectNode) column.path("type")).putArray("Elems");
      for (String member : members) {
        array.add(member);
      }
    };
  }

  static TestTable all() {
    return new TestTable()
        .column(1, "i8", TypeCode.TINY, 0, 4, 0)
        .column(2, "u8", TypeCode.TINY, UNSIGNED, 3, 0)
        .column(3, "i16", TypeCode.SHORT, 0, 6, 0)
        .column(4, "u16", TypeCode.SHORT, UNSIGNED, 5, 0)
        .column(5, "i24", TypeCode.INT24, 0, 9, 0)
        .column(6, "u24", TypeCode.INT24, UNSIGNED, 8, 0)
        .column(7, "i32", TypeCode.LONG, 0, 11, 0)
        .column(8, "u32", TypeCode.LONG, UNSIGNED, 10, 0)
        .column(9, "i64", TypeCode.LONGLONG, 0, 20, 0)
        .column(10, "u64", TypeCode.LONGLONG, UNSIGNED, 20, 0)
        .column(11, "f", TypeCode.FLOAT, 0, 12, -1)
        .column(12, "d", TypeCode.DOUBLE, 0, 22, -1)
        .column(13, "d9", TypeCode.DECIMAL, 0, 9, 2)
        .column(14, "d18", TypeCode.DECIMAL, 0, 18, 9)
        .column(15, "d38", TypeCode.DECIMAL, 0, 38, 10)
        .column(16, "d65", TypeCode.DECIMAL, 0, 65, 30)
        .column(17, "day", TypeCode.DATE, 128, 10, 0)
        .column(18, "dt", TypeCode.DATETIME, 128, 23, 3)
        .column(19, "ts", TypeCode.TIMESTAMP, 128, 26, 6)
        .column(20, "t", TypeCode.DURATION, 128, 10, 2)
        .column(21, "y", TypeCode.YEAR, UNSIGNED, 4, 0)
        .text(22, "vc", TypeCode.VARCHAR, 0, 20)
        .text(23, "txt", TypeCode.BLOB, 0, -1)
        .column(24, "bin", TypeCode.BLOB, 128, -1, 0)
        .column(25, "e", TypeCode.ENUM, 0, -1, 0, "utf8mb4", members("red", "grün"))
        .column(26, "s", TypeCode.SET, 0, -1, 0, "utf8mb4", members("a", "b", "c"))
        .column(27, "b1", TypeCode.BIT, UNSIGNED, 1, 0)
        .column(28, "b20", TypeCode.BIT, UNSIGNED, 20, 0)
        .column(29, "j", TypeCode.JSON, 128, -1, 0)
        .column(30, "v", TypeCode.VECTOR, 128, 2, 0)
        .column(31, "bool", TypeCode.TINY, 0, 1, 0);
  }

  static byte[] row1() {
    return row()
        .number(1, -128)
        .unsigned(2, 255)
        .number(3, -32768)
        .unsigned(4, 65535)
        .number(5, -8388608)
        .unsigned(6, 16777215)
        .number(7, Integer.MIN_VALUE)
        .unsigned(8, 4294967295L)
        .number(9, Long.MIN_VALUE)
        .unsigned(10, -1)
        .bytes(11, RealColumns.comparable(-1.5))
        .bytes(12, RealColumns.comparable(2.25e-300))
        .bytes(13, DecimalEncoder.encode(new BigDecimal("-1234567.89"), 9, 2))
        .bytes(14, DecimalEncoder.encode(new BigDecimal("123456789.000000001"), 18, 9))
        .bytes(15, DecimalEncoder.encode(new BigDecimal("-9999999999999999999999999999.5"), 38, 1))
        .bytes(16, DecimalEncoder.encode(new BigDecimal("-0.5"), 2, 1))
        .unsigned(17, PackedTime.parse("0999-12-31"))
        .unsigned(18, PackedTime.parse("9999-12-31 23:59:59.999"))
        .unsigned(19, PackedTime.parse("1969-12-31 23:59:59.999999"))
        .number(20, -(838L * 3600 + 59 * 60 + 59) * 1_000_000_000 - 250_000_000)
        .number(21, 2155)
        .text(22, "")
        .text(23, "中文 😀")
        .bytes(24, new byte[] {0, -1})
        .unsigned(25, 2)
        .unsigned(26, 0b101)
        .unsigned(27, 1)
        .unsigned(28, 0xabcde)
        .bytes(29, Golden.hex("01" + "01000000160000001300000001000c14000000610162"))
        .bytes(30, vector(1.5f, -0.1f))
        .number(31, 1)
        .end();
  }

  private static byte[] vector(float... elements) {
    ByteBuffer vector = ByteBuffer.allocate(4 + 4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
    vector.putInt(elements.length);
    for (float element : elements) {
      vector.putFloat(element);
    }
    return vector.array();
  }

  static final String SHOWN =
      "i8,u8,i16,u16,i24,u24,i32,u32,i64,u64,f,d,d9,d18,d38,d65,day,dt::varchar,ts::timestamp,t,y,"
          + "vc,txt,hex(bin),e,s,hex(b1),hex(b20),j,v::varchar,bool";

  @Test
  void logicalTypesKeepTheirValues() throws Exception {
    byte[] nulls = nulls();
    try (Exported exported = Exported.of(all(), RowOptions.defaults())) {
      List<List<String>> rows = exported.row(1, row1()).row(2, nulls).read(SHOWN);
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
              "-3020399250000",
              "2155",
              "",
              "中文 😀",
              "00FF",
              "grün",
              "a,c",
              "01",
              "0ABCDE",
              "{\"a\": \"b\"}",
              "[1.5, -0.1]",
              "1");
      assertThat(rows.get(1)).isEqualTo(Collections.nCopies(31, null));
    }
  }

  static byte[] nulls() {
    RowBytes nulls = row();
    for (int id = 1; id <= 31; id++) {
      nulls.nothing(id);
    }
    return nulls.end();
  }

  @Test
  void logicalTypesAreTheOnesOfTheMapping() throws Exception {
    try (Exported exported = Exported.of(all(), RowOptions.defaults())) {
      assertThat(exported.schema())
          .contains("optional int32 i8 (INTEGER(8,true))")
          .contains("optional int32 u16 (INTEGER(16,false))")
          .contains("optional int32 u24;")
          .contains("optional int64 u32;")
          .contains("optional int64 u64 (INTEGER(64,false))")
          .contains("optional float f;")
          .contains("optional int32 d9 (DECIMAL(9,2))")
          .contains("optional int64 d18 (DECIMAL(18,9))")
          .contains("optional fixed_len_byte_array(16) d38 (DECIMAL(38,10))")
          .contains("optional binary d65 (STRING)")
          .contains("optional int32 day (DATE)")
          .contains("optional int64 dt (TIMESTAMP(MICROS,false))")
          .contains("optional int64 ts (TIMESTAMP(MICROS,true))")
          .contains("optional int64 t;")
          .contains("optional binary e (ENUM)")
          .contains("optional binary j (JSON)")
          .contains("optional group v (LIST)")
          .contains("required float element");
    }
  }

  @Test
  void otherFormsAreOptions() throws Exception {
    RowOptions options =
        RowOptions.defaults()
            .with(UnsignedBigint.DECIMAL)
            .with(BitForm.BOOLEAN)
            .with(SetForm.LIST)
            .with(TimeForm.TEXT)
            .with(TinyInt1.BOOLEAN);
    try (Exported exported = Exported.of(all(), options)) {
      byte[] empty = row().unsigned(26, 0).bytes(30, vector()).end();
      assertThat(
              exported
                  .row(1, row1())
                  .row(2, empty)
                  .row(3, nulls())
                  .read("u64, b1, hex(b20), s::varchar, t, bool, v::varchar"))
          .containsExactly(
              List.of(
                  "18446744073709551615",
                  "true",
                  "0ABCDE",
                  "[a, c]",
                  "-838:59:59.25",
                  "true",
                  "[1.5, -0.1]"),
              Arrays.asList(null, null, null, "[]", null, null, "[]"),
              Collections.nCopies(7, null));
      assertThat(exported.schema()).contains("fixed_len_byte_array(9) u64 (DECIMAL(20,0))");
    }
  }

  @Test
  void requiredListsTakeValuesAndNone() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "v", TypeCode.VECTOR, NOT_NULL, -1, 0)
            .column(2, "u", TypeCode.LONGLONG, NOT_NULL | UNSIGNED, 20, 0);
    RowOptions options = RowOptions.defaults().with(UnsignedBigint.DECIMAL);
    try (Exported exported = Exported.of(table, options)) {
      assertThat(
              exported
                  .row(1, row().bytes(1, vector(1, 2, 3)).unsigned(2, 255).end())
                  .row(2, row().end())
                  .read("v::varchar, u"))
          .containsExactly(List.of("[1.0, 2.0, 3.0]", "255"), List.of("[]", "0"));
      assertThat(exported.schema()).contains("required group v (LIST)");
    }
  }
}
