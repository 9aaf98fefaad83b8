package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static dev.parqueduct.io.tidb.TestTable.PRIMARY;
import static dev.parqueduct.io.tidb.TestTable.UNSIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.tidb.RowChoice.Collations;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the values of primary keys come from. */
class KeyColumnsTest {
  @Test
  void integerPrimaryKeysComeFromTheKey() throws Exception {
    TestTable table =
        new TestTable()
            .column(5, "name", TypeCode.LONG, 0, 11, 0)
            .column(1, "id", TypeCode.LONGLONG, NOT_NULL | PRIMARY | UNSIGNED, 20, 0)
            .pkIsHandle();
    RowOptions options = RowOptions.defaults().withExtras(Set.of(ExtraColumn.HANDLE));
    try (Exported exported = Exported.of(table, options)) {
      assertThat(
              exported
                  .row(-1, row().number(5, 3).end())
                  .row(7, row().nothing(1).nothing(5).end())
                  .read("id, name, _tidb_handle"))
          .containsExactly(
              List.of("18446744073709551615", "3", "18446744073709551615"),
              Arrays.asList("7", null, "7"));
    }
  }

  private static TestTable clustered(String charset) {
    return new TestTable()
        .column(1, "a", TypeCode.VARCHAR, NOT_NULL | PRIMARY, 20, 0, charset, c -> {})
        .column(2, "b", TypeCode.LONGLONG, NOT_NULL | PRIMARY, 20, 0)
        .column(3, "c", TypeCode.LONG, 0, 11, 0)
        .commonHandle(0, 1);
  }

  @Test
  void keyColumnsComeFromTheKeyUnlessTheRowHasThem() throws Exception {
    byte[] key = Keys.record(TestTable.ID, Keys.handle("sort key", 42L));
    try (Exported exported =
        Exported.of(clustered("utf8mb4"), RowOptions.defaults().with(Collations.OLD))) {
      assertThat(
              exported
                  .row(key, row().number(3, 1).end())
                  .row(key, row().text(1, "Text").number(3, 2).end())
                  .read("a,b,c"))
          .containsExactly(List.of("sort key", "42", "1"), List.of("Text", "42", "2"));
    }
  }

  @Test
  void aSortKeyIsNeverShownAsText() throws Exception {
    byte[] key = Keys.record(TestTable.ID, Keys.handle("sort key", 42L));
    RowOptions options = RowOptions.defaults().with(Collations.NEW);
    try (Exported exported = Exported.of(clustered("utf8mb4"), options)) {
      assertThat(exported.row(key, row().text(1, "Text").end()).read("a,b"))
          .containsExactly(List.of("Text", "42"));
    }
    try (Exported exported = Exported.of(clustered("utf8mb4"), options)) {
      assertThatThrownBy(() -> exported.row(key, row().end()))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("table T, column a, key 74")
          .hasMessageContaining("sort key");
    }
    try (Exported exported = Exported.of(clustered("binary"), options)) {
      assertThat(exported.row(key, row().end()).read("a::varchar,b"))
          .containsExactly(List.of("sort key", "42"));
    }
  }

  @Test
  void aPrefixInTheKeyIsNotTheValue() throws Exception {
    TestTable table =
        clustered("binary")
            .with(
                root ->
                    ((ObjectNode) root.path("index_info").path(0).path("idx_cols").path(0))
                        .put("length", 3));
    byte[] key = Keys.record(TestTable.ID, Keys.handle("abc", 42L));
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(key, row().text(1, "abcdef").end()).read("a::varchar"))
          .containsExactly(List.of("abcdef"));
    }
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThatThrownBy(() -> exported.row(key, row().end())).isInstanceOf(RowException.class);
    }
  }

  @Test
  void handlesOfEveryTypeAreRead() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "d", TypeCode.DECIMAL, NOT_NULL, 10, 2)
            .column(2, "dt", TypeCode.DATETIME, NOT_NULL, 19, 0)
            .column(3, "t", TypeCode.DURATION, NOT_NULL, 10, 0)
            .column(4, "f", TypeCode.DOUBLE, NOT_NULL, 22, -1)
            .column(5, "u", TypeCode.LONGLONG, NOT_NULL | UNSIGNED, 20, 0)
            .column(6, "e", TypeCode.ENUM, NOT_NULL, -1, 0, "utf8mb4", KeyColumnsTest::members)
            .commonHandle(0, 1, 2, 3, 4, 5);
    byte[] handle =
        Keys.handle(
            flagged(6, DecimalEncoder.encode(new BigDecimal("-1.25"), 10, 2)),
            flagged(4, number(PackedTime.parse("2020-02-29 01:02:03"))),
            flagged(7, number(-1_000_000_000L ^ Long.MIN_VALUE)),
            flagged(5, RealColumns.comparable(-0.5)),
            flagged(4, number(-1)),
            flagged(4, number(3)));
    byte[] key = Keys.record(TestTable.ID, handle);
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(key, row().end()).read("d,dt::varchar,t,f,u,e"))
          .containsExactly(
              List.of(
                  "-1.25", "2020-02-29 01:02:03", "-1000000", "-0.5", "18446744073709551615", "z"));
    }
  }

  @Test
  void shortHandlesAreFilledUp() throws Exception {
    TestTable table =
        new TestTable().column(1, "d", TypeCode.DECIMAL, NOT_NULL, 4, 2).commonHandle(0);
    byte[] decimal = flagged(6, DecimalEncoder.encode(new BigDecimal("12.5"), 4, 2));
    assertThat(decimal).hasSizeLessThan(9);
    byte[] key = Keys.record(TestTable.ID, Keys.handle((Object) decimal));
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(key, row().end()).read("d")).containsExactly(List.of("12.50"));
    }
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] flagged(int flag, byte[] value) {
    return ByteBuffer.allocate(1 + value.length).put((byte) flag).put(value).array();
  }

  @Test
  void deletionsKeepTheirKeys() throws Exception {
    RowOptions options =
        RowOptions.defaults()
            .forIncremental()
            .with(Collations.NEW)
            .withExtras(Set.of(ExtraColumn.OP, ExtraColumn.COMMIT_TS));
    byte[] key = Keys.record(TestTable.ID, Keys.handle("k", 42L));
    try (Exported exported = Exported.of(clustered("binary"), options)) {
      assertThat(
              exported
                  .row(key, row().number(3, 1).end())
                  .delete(key)
                  .read("a::varchar,b,c,_tidb_op,_tidb_commit_ts,epoch_us(_tidb_commit_time)"))
          .containsExactly(
              List.of("k", "42", "1", "put", "262144", "1000"),
              Arrays.asList("k", "42", null, "delete", "262144", "1000"));
      assertThat(exported.counters()).isEqualTo(Map.of("rows", 1L, "deletes", 1L));
      assertThat(exported.schema()).contains("required binary a;").doesNotContain("_tidb_handle");
    }
    try (Exported exported = Exported.of(clustered("utf8mb4"), options)) {
      assertThat(exported.delete(key).read("a,b,c,hex(_tidb_handle)"))
          .containsExactly(
              Arrays.asList(null, "42", null, "016B00000000000000F803800000000000002A"));
      assertThat(exported.counters()).containsEntry("deletedKeysAsNull", 1L);
    }
  }

  private static void members(ObjectNode column) {
    ((ObjectNode) column.path("type")).putArray("Elems").add("x").add("y").add("z");
  }
}
