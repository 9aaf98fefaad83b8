package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.tidb.RowChoice.Collations;
import dev.parqueduct.io.tikv.MemComparable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which collations the key of a row holds the text of its primary key (NeedRestoredData). */
class KeyTextTest {
  private static final int PRIMARY = 2;
  private static final RowOptions NEW = RowOptions.defaults().with(Collations.NEW);

  private static TestTable clustered(int type, String charset, String collation) {
    return new TestTable()
        .column(
            1,
            "k",
            type,
            NOT_NULL | PRIMARY,
            20,
            0,
            charset,
            c -> ((ObjectNode) c.path("type")).put("Collate", collation))
        .commonHandle(0);
  }

  private static byte[] key(byte[] text) {
    byte[] encoded = MemComparable.encode(text);
    byte[] flagged = ByteBuffer.allocate(1 + encoded.length).put((byte) 1).put(encoded).array();
    return Keys.record(TestTable.ID, flagged);
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4, utf8mb4_bin, 254",
    "utf8, utf8_bin, 254",
    "ascii, ascii_bin, 254",
    "latin1, latin1_bin, 254",
    "utf8mb4, utf8mb4_0900_bin, 15",
    "utf8mb4, utf8mb4_0900_bin, 254",
    "binary, binary, 15"
  })
  void theKeyHoldsIt(String charset, String collation, int type) throws Exception {
    try (Exported exported = Exported.of(clustered(type, charset, collation), NEW)) {
      assertThat(exported.row(key(new byte[] {'a', 'b'}), row().end()).read("k::varchar"))
          .containsExactly(List.of("ab"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gbk, gbk_bin, 254",
    "gbk, gbk_chinese_ci, 254",
    "gb18030, gb18030_bin, 254",
    "utf8mb4, utf8mb4_bin, 15",
    "utf8mb4, utf8mb4_general_ci, 254",
    "utf8mb4, utf8mb4_0900_ai_ci, 15"
  })
  void theKeyHoldsASortKey(String charset, String collation, int type) throws Exception {
    byte[] key = key(new byte[] {(byte) 0xd6, (byte) 0xd0});
    try (Exported exported = Exported.of(clustered(type, charset, collation), NEW)) {
      assertThat(exported.row(key, row().text(1, "中").end()).read("k"))
          .containsExactly(List.of("中"));
    }
    try (Exported exported = Exported.of(clustered(type, charset, collation), NEW)) {
      assertThatThrownBy(() -> exported.row(key, row().end()))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("its key holds only a sort key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gbk_bin", "gb18030_bin"})
  void ofADeletedRowASortKeyIsLeftInTheHandle(String collation) throws Exception {
    byte[] key = key(new byte[] {'d', '0'});
    try (Exported exported =
        Exported.of(clustered(TypeCode.STRING, "gbk", collation), NEW.forIncremental())) {
      assertThat(exported.delete(key).read("k, hex(_tidb_handle)"))
          .containsExactly(Arrays.asList(null, "016430000000000000F9"));
    }
  }

  @Test
  void aKeyOfOldCollationsHoldsItWhateverItsCollation() throws Exception {
    try (Exported exported =
        Exported.of(
            clustered(TypeCode.VARCHAR, "utf8mb4", "utf8mb4_general_ci"),
            RowOptions.defaults().with(Collations.OLD))) {
      assertThat(exported.row(key(new byte[] {'a', 'B'}), row().end()).read("k"))
          .containsExactly(List.of("aB"));
    }
  }
}
