package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of format 1, byte by byte: a column id (08, zigzag), then a flag and a value. */
class RowV1Test {
  private static TestTable table() {
    return new TestTable()
        .column(1, "t", TypeCode.DURATION, 0, 10, 0)
        .column(2, "j", TypeCode.JSON, 0, -1, 0)
        .column(3, "u", TypeCode.LONGLONG, TestTable.UNSIGNED, 20, 0)
        .text(4, "s", TypeCode.VARCHAR, 0, 20)
        .column(
            5,
            "e",
            TypeCode.ENUM,
            0,
            -1,
            0,
            "utf8mb4",
            column -> {
              ArrayNode members = ((ObjectNode) column.path("type")).putArray("Elems");
              members.add("x").add("y");
            });
  }

  private static List<List<String>> read(String hex) throws Exception {
    try (Exported exported = Exported.of(table(), RowOptions.defaults())) {
      return exported.row(1, Golden.hex(hex)).read("t, j, u, s, e");
    }
  }

  @Test
  void timesAreNumbersOrHaveAFlagOfTheirOwn() throws Exception {
    // -1 s is -10^9 ns: zigzag 1999999999 as a varint, or with its sign flipped in eight bytes.
    assertThat(read("0802" + "08ffa7d6b907")).containsExactly(cells("-1000000"));
    assertThat(read("0802" + "077fffffffc4653600")).containsExactly(cells("-1000000"));
  }

  private static List<String> cells(String time) {
    return Arrays.asList(time, null, null, null, null);
  }

  @Test
  void documentsTellWhereTheyEnd() throws Exception {
    String string = "0a" + "0c" + "03" + "616263";
    String array = "0a" + "03" + "01000000" + "0d000000" + "0401000000";
    for (String document : List.of(string, array)) {
      assertThat(read("0804" + document + "0806" + "09ffffffffffffffffff01" + "0808" + "0200"))
          .containsExactly(
              Arrays.asList(
                  null,
                  document.equals(string) ? "\"abc\"" : "[true]",
                  "18446744073709551615",
                  "",
                  null));
    }
  }

  @Test
  void columnsMayComeInAnyOrderAndOthersAreIgnored() throws Exception {
    assertThat(read("080a" + "0902" + "0863" + "0807" + "0808" + "0204" + "6869" + "0806" + "00"))
        .containsExactly(Arrays.asList(null, null, null, "hi", "y"));
  }

  @Test
  void theMemberOfNumberZeroIsTheEmptyString() throws Exception {
    assertThat(read("080a" + "0900")).containsExactly(Arrays.asList(null, null, null, null, ""));
    assertThatThrownBy(() -> read("080a" + "0903"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("column e, handle 1: member 3 of 2");
  }

  @Test
  void anUnknownFlagIsRefused() {
    assertThatThrownBy(() -> read("0802" + "0b00")).hasMessageContaining("unknown kind 11");
  }
}
