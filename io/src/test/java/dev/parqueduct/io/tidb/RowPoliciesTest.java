package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.tidb.RowChoice.BitForm;
import dev.parqueduct.io.tidb.RowChoice.Checksums;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;
import dev.parqueduct.io.tidb.RowChoice.InvalidText;
import dev.parqueduct.io.tidb.RowChoice.Nullability;
import dev.parqueduct.io.tidb.RowChoice.TinyInt1;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values that have no place in their column, and of damage. */
class RowPoliciesTest {
  private static void refuses(TestTable table, RowOptions options, byte[] row, String message)
      throws IOException {
    try (Exported exported = Exported.of(table, options)) {
      assertThatThrownBy(() -> exported.row(5, row))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("table T")
          .hasMessageContaining("handle 5: ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void datesOutsideTheCalendar() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "day", TypeCode.DATE, NOT_NULL, 10, 0)
            .column(2, "dt", TypeCode.DATETIME, NOT_NULL, 19, 1);
    byte[] row = row().unsigned(1, 0).unsigned(2, PackedTime.parse("2021-02-31 01:02:03.4")).end();
    refuses(table, RowOptions.defaults(), row, "column day");
    refuses(table, RowOptions.defaults(), row, "0000-00-00 00:00:00: choose --invalidDates=");
    RowOptions nulls = RowOptions.defaults().with(InvalidDates.NULL);
    try (Exported exported = Exported.of(table, nulls)) {
      assertThat(exported.row(1, row).read("*")).containsExactly(Arrays.asList(null, null));
      assertThat(exported.counters()).containsEntry("invalidDatesAsNull", 2L);
    }
    RowOptions text = RowOptions.defaults().with(InvalidDates.TEXT);
    try (Exported exported = Exported.of(table, text)) {
      assertThat(exported.row(1, row).read("*"))
          .containsExactly(List.of("0000-00-00", "2021-02-31 01:02:03.4"));
    }
  }

  @Test
  void textThatIsNone() throws Exception {
    TestTable table = new TestTable().text(1, "s", TypeCode.VARCHAR, NOT_NULL, 10);
    byte[] row = row().bytes(1, new byte[] {'a', (byte) 0xc3, 'b'}).end();
    refuses(table, RowOptions.defaults(), row, "column s, handle 5: text that is not UTF-8");
    RowOptions replace = RowOptions.defaults().with(InvalidText.REPLACE);
    try (Exported exported = Exported.of(table, replace)) {
      assertThat(exported.row(1, row).read("s")).containsExactly(List.of("a\ufffdb"));
      assertThat(exported.counters()).containsEntry("invalidTextReplaced", 1L);
    }
    RowOptions binary = RowOptions.defaults().with(InvalidText.BINARY);
    try (Exported exported = Exported.of(table, binary)) {
      assertThat(exported.row(1, row).read("hex(s)")).containsExactly(List.of("61C362"));
    }
  }

  @Test
  void nullsWhereNoneAreDeclared() throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, NOT_NULL, 11, 0);
    byte[] row = row().nothing(1).end();
    refuses(table, RowOptions.defaults(), row, "--nullability=OPTIONAL");
    RowOptions optional = RowOptions.defaults().with(Nullability.OPTIONAL);
    try (Exported exported = Exported.of(table, optional)) {
      assertThat(exported.row(1, row).read("i is null")).containsExactly(List.of("true"));
    }
  }

  @Test
  void numbersThatTheirTypeCannotHold() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "i", TypeCode.TINY, 0, 1, 0)
            .column(2, "b", TypeCode.BIT, 32, 1, 0)
            .column(3, "e", TypeCode.ENUM, 0, 1, 0)
            .column(4, "s", TypeCode.SET, 0, 1, 0);
    RowOptions options = RowOptions.defaults().with(TinyInt1.BOOLEAN).with(BitForm.BOOLEAN);
    refuses(table, options, row().number(1, 2).end(), "2 is no BOOLEAN");
    refuses(table, options, row().number(2, 2).end(), "2 is no BOOLEAN");
    refuses(table, options, row().number(3, 1).end(), "member 1 of 0");
    refuses(table, options, row().number(4, 1).end(), "beyond its 0");
    refuses(table, RowOptions.defaults(), row().unsigned(1, 1L << 40).end(), "cannot hold");
    refuses(table, RowOptions.defaults(), row().bytes(1, new byte[3]).end(), "a number of 3 bytes");
    // Readers of INT(8) may look at one byte only.
    refuses(table, RowOptions.defaults(), row().number(1, 128).end(), "cannot hold: 128");
    refuses(table, RowOptions.defaults(), row().number(1, -129).end(), "cannot hold: -129");
  }

  @Test
  void unsignedNumbersThatTheirTypeCannotHold() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "u8", TypeCode.TINY, 32, 3, 0)
            .column(2, "u16", TypeCode.SHORT, 32, 5, 0)
            .column(3, "i16", TypeCode.SHORT, 0, 6, 0);
    refuses(table, RowOptions.defaults(), row().unsigned(1, 256).end(), "cannot hold: 256");
    refuses(table, RowOptions.defaults(), row().unsigned(2, 65536).end(), "cannot hold: 65536");
    refuses(table, RowOptions.defaults(), row().number(3, 32768).end(), "cannot hold: 32768");
  }

  private static byte[] withChecksum(byte[] row, int version, byte[] keyPart, int error) {
    int header = version | (version == 0 ? 8 : 0);
    CRC32 crc = new CRC32();
    crc.update(row);
    crc.update(header);
    crc.update(keyPart);
    ByteBuffer summed =
        ByteBuffer.allocate(row.length + 5 + (version == 0 ? 4 : 0))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(row)
            .put((byte) header)
            .putInt((int) crc.getValue() + error);
    return summed.array();
  }

  @Test
  void checksumsOfAllVersions() throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, 0, 11, 0);
    byte[] row = row().number(1, 42).end(2);
    byte[] key = Keys.record(TestTable.ID, 5);
    byte[] handle = Arrays.copyOfRange(key, 11, 19);
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      exported.row(5, withChecksum(row, 1, key, 0));
      exported.row(5, withChecksum(row, 1, handle, 0));
      exported.row(5, withChecksum(row, 2, handle, 0));
      exported.row(5, withChecksum(row, 0, handle, 0));
      assertThat(exported.read("count(*), sum(i)")).containsExactly(List.of("4", "168"));
      assertThat(exported.counters())
          .containsEntry("checksumsVerified", 3L)
          .containsEntry("checksumsNotVerified", 1L);
    }
    for (byte[] bad : List.of(withChecksum(row, 1, key, 1), withChecksum(row, 2, key, 0))) {
      refuses(table, RowOptions.defaults(), bad, "its checksum does not match");
      try (Exported exported = Exported.of(table, RowOptions.defaults().with(Checksums.COUNT))) {
        exported.row(5, bad);
        assertThat(exported.counters()).containsEntry("checksumMismatches", 1L);
      }
      try (Exported exported = Exported.of(table, RowOptions.defaults().with(Checksums.IGNORE))) {
        exported.row(5, bad);
        assertThat(exported.counters()).containsOnlyKeys("rows");
      }
    }
    refuses(table, RowOptions.defaults(), row, "its checksum has 0 bytes instead of 5");
  }

  @Test
  void aSecondChecksumIsNotThatOfTheRow() throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, 0, 11, 0);
    byte[] row = row().number(1, 42).end(2);
    byte[] handle = Arrays.copyOfRange(Keys.record(TestTable.ID, 5), 11, 19);
    CRC32 crc = new CRC32();
    crc.update(row);
    crc.update(2 | 8);
    crc.update(handle);
    ByteBuffer summed = ByteBuffer.allocate(row.length + 9).order(ByteOrder.LITTLE_ENDIAN);
    summed.put(row).put((byte) (2 | 8)).putInt((int) crc.getValue()).putInt(0x0badcafe);
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThat(exported.row(5, summed.array()).read("i")).containsExactly(List.of("42"));
      assertThat(exported.counters()).containsEntry("checksumsVerified", 1L);
    }
    refuses(
        table,
        RowOptions.defaults(),
        Arrays.copyOf(summed.array(), row.length + 5),
        "its checksum has 5 bytes instead of 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "8000", "80000100", "800001000000", "8000010000000105", "0802"})
  void rowsThatEndTooEarly(String hex) throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, 0, 11, 0);
    refuses(table, RowOptions.defaults(), Golden.hex(hex), "");
  }

  @Test
  void everyCutOfARowIsRefused() throws Exception {
    TestTable table =
        new TestTable()
            .column(1, "i", TypeCode.LONG, 0, 11, 0)
            .text(2, "s", TypeCode.VARCHAR, 0, 20);
    byte[] row = row().number(1, 300).text(2, "some text").end();
    for (int length = 0; length < row.length; length++) {
      refuses(table, RowOptions.defaults(), Arrays.copyOf(row, length), "");
    }
    refuses(table, RowOptions.defaults(), Arrays.copyOf(row, row.length + 1), "1 bytes too many");
    byte[] later = row.clone();
    later[1] |= 4;
    refuses(table, RowOptions.defaults(), later, "a row of a later format: flags 5");
  }

  @Test
  void keysOfOtherThingsAreRefused() throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, 0, 11, 0);
    byte[] index = Golden.hex("74800000000000004d5f698000000000000001");
    assertThat(RecordKey.isIndex(index, index.length)).isTrue();
    assertThat(RecordKey.isRecord(index, index.length)).isFalse();
    assertThat(RecordKey.isTable(index, index.length)).isTrue();
    assertThat(RecordKey.physicalId(index, index.length)).isEqualTo(TestTable.ID);
    assertThat(RecordKey.isTable(new byte[] {'m', 1}, 2)).isFalse();
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      assertThatThrownBy(() -> exported.row(index, row().end()))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("not that of a row");
    }
  }

  @Test
  void keyspacesComeBeforeTheKey() throws Exception {
    TestTable table = new TestTable().column(1, "i", TypeCode.LONG, 0, 11, 0);
    byte[] plain = Keys.record(TestTable.ID, 5);
    byte[] key =
        ByteBuffer.allocate(4 + plain.length).put(new byte[] {'x', 0, 0, 1}).put(plain).array();
    byte[] handle = Arrays.copyOfRange(plain, 11, 19);
    try (Exported exported = Exported.of(table, RowOptions.defaults())) {
      exported.row(key, withChecksum(row().number(1, 1).end(2), 1, plain, 0));
      exported.row(key, withChecksum(row().number(1, 2).end(2), 2, handle, 0));
      assertThat(exported.read("i")).containsExactly(List.of("1"), List.of("2"));
    }
  }
}
