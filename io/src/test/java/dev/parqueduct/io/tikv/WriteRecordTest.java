package dev.parqueduct.io.tikv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WriteRecordTest {
  private static WriteRecord parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    // Elsewhere than at the start of an array that goes on.
    byte[] inside = new byte[bytes.length + 7];
    Arrays.fill(inside, (byte) 0xff);
    System.arraycopy(bytes, 0, inside, 3, bytes.length);
    WriteRecord record = new WriteRecord();
    record.parse(inside, 3, bytes.length);
    return record;
  }

  @Test
  void readsAPutThatWasDumpedFromACluster() {
    // TiFlash's gtest_region_block_reader.cpp, "dump from SSTFile"; the key's commit_ts is 2 more.
    WriteRecord record = parse("508180d0baabb3bb8606760a80000100000001010031");

    assertThat(record.type()).isEqualTo(WriteRecord.Type.PUT);
    assertThat(record.startTs()).isEqualTo(435_984_512_704_577_537L);
    assertThat(record.hasShortValue()).isTrue();
    assertThat(record.shortValueOffset()).isEqualTo(3 + 12);
    assertThat(record.shortValueLength()).isEqualTo(10);
    assertThat(parse("4c8280809290b4bb8606").type()).isEqualTo(WriteRecord.Type.LOCK);
  }

  @Test
  void readsEveryField() {
    WriteRecord record =
        parse(
            "5005"
                + "7603aabbcc"
                + "52"
                + "460000000000000009"
                + "6c000000000000000702"
                + "5381"
                + "01");

    assertThat(record.type()).isEqualTo(WriteRecord.Type.PUT);
    assertThat(record.startTs()).isEqualTo(5);
    assertThat(record.shortValueOffset()).isEqualTo(3 + 4);
    assertThat(record.shortValueLength()).isEqualTo(3);
    assertThat(record.hasOverlappedRollback()).isTrue();
    assertThat(record.gcFence()).isEqualTo(9);
    assertThat(record.lastChangeTs()).isEqualTo(7);
    assertThat(record.versionsToLastChange()).isEqualTo(2);
    assertThat(record.txnSource()).isEqualTo(129);
  }

  @Test
  void knowsTheFourTypes() {
    assertThat(parse("5001").type()).isEqualTo(WriteRecord.Type.PUT);
    assertThat(parse("4401").type()).isEqualTo(WriteRecord.Type.DELETE);
    assertThat(parse("4c01").type()).isEqualTo(WriteRecord.Type.LOCK);
    assertThat(parse("5201").type()).isEqualTo(WriteRecord.Type.ROLLBACK);
    assertThatThrownBy(() -> parse("5801")).hasMessageContaining("unknown type 0x58");
  }

  @Test
  void anEmptyShortValueIsOne() {
    assertThat(parse("50017600").hasShortValue()).isTrue();
    assertThat(parse("50017600").shortValueLength()).isZero();
    assertThat(parse("5001").hasShortValue()).isFalse();
  }

  @Test
  void fieldsBehindAnUnknownTagAreLeftAlone() {
    WriteRecord record = parse("50017601aa" + "7a" + "7602bbbb");

    assertThat(record.shortValueLength()).isEqualTo(1);
  }

  @Test
  void aFenceHidesTheRecordFromItsTimestampOn() {
    WriteRecord fenced = parse("5001" + "460000000000000009");

    assertThat(fenced.isVoidAt(8)).isFalse();
    assertThat(fenced.isVoidAt(9)).isTrue();
    assertThat(fenced.isVoidAt(-1)).isTrue();
    assertThat(parse("5001" + "460000000000000000").isVoidAt(9)).isFalse();
  }

  @Test
  void forgetsTheRecordBefore() {
    WriteRecord record = parse("50017601aa460000000000000009");
    record.parse(new byte[] {'D', 2}, 0, 2);

    assertThat(record.hasShortValue()).isFalse();
    assertThat(record.gcFence()).isZero();
  }

  @Test
  void whatIsCutOffOrTooLongIsRefused() {
    for (String hex : new String[] {"", "50", "5080", "500176", "50017602aa", "500146000000"}) {
      assertThatThrownBy(() -> parse(hex))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ends within");
    }
    assertThatThrownBy(() -> parse("50" + "ff".repeat(9) + "02"))
        .hasMessageContaining("over 64 bits");
    assertThat(parse("50" + "ff".repeat(9) + "01").startTs()).isEqualTo(-1);
  }

  @Property(tries = 300)
  void readsWhatAnIndependentEncoderWrites(
      @ForAll long startTs, @ForAll long fence, @ForAll @Size(max = 255) byte[] value)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte('P');
    long left = startTs;
    do {
      long rest = left >>> 7;
      out.writeByte((int) (left & 0x7f) + (rest == 0 ? 0 : 0x80));
      left = rest;
    } while (left != 0);
    out.writeByte('v');
    out.writeByte(value.length);
    out.write(value);
    out.writeByte('F');
    out.writeLong(fence);

    byte[] stored = bytes.toByteArray();
    WriteRecord record = new WriteRecord();
    record.parse(stored, 0, stored.length);

    assertThat(record.startTs()).isEqualTo(startTs);
    assertThat(record.gcFence()).isEqualTo(fence);
    int from = record.shortValueOffset();
    assertThat(Arrays.copyOfRange(stored, from, from + record.shortValueLength())).isEqualTo(value);
  }
}
