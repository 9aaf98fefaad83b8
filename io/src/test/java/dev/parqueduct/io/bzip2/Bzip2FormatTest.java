package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.FAST;
import static dev.parqueduct.io.bzip2.Streams.ORACLE;
import static dev.parqueduct.io.bzip2.Streams.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.bzip2.Bzip2Exception.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Corners of the format that compressors do not reach. */
class Bzip2FormatTest {

  private static final byte[] COLUMN =
      "the last column of no text at all".getBytes(StandardCharsets.US_ASCII);

  @Test
  void selectorsBeyondTheLargestBlockAreIgnored() {
    byte[] forged = new ForgedStream(9).withExtraSelectors(32_766).block(COLUMN, 3).finish();
    Streams.Outcome outcome = decode(FAST, forged);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output()).isEqualTo(ForgedStream.text(COLUMN, 3));
  }

  @Test
  void theEndOfABlockMayBeAnywhereInAGroup() {
    for (int size = 1; size < 220; size++) {
      byte[] text = new byte[size];
      for (int i = 0; i < size; i++) {
        text[i] = (byte) (i % 3 == 0 ? 0 : 1 + i * i % 7 % 3);
      }
      Streams.Outcome outcome = decode(FAST, new ForgedStream(1).sorted(text).finish());
      assertThat(outcome.failure()).as("%d bytes", size).isEmpty();
      assertThat(outcome.output()).isEqualTo(ForgedStream.expand(text));
    }
  }

  @Test
  void codesOfTwentyBitsAreRead() {
    byte[] column = new byte[5000];
    for (int i = 0; i < column.length; i++) {
      column[i] = (byte) (i * 31 + i / 7);
    }
    byte[] forged = new ForgedStream(1).withLongCodes().block(column, 77).finish();
    Streams.Outcome outcome = decode(FAST, forged);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output())
        .isEqualTo(ForgedStream.expand(ForgedStream.text(column, 77)))
        .isEqualTo(decode(ORACLE, forged).output());
  }

  @Test
  void lengthsThatClaimTooManyCodesDoNotMatterWhereTheyAreNotUsed() {
    byte[] forged = new ForgedStream(1).withCrowdedSecondCode().block(COLUMN, 3).finish();
    Streams.Outcome outcome = decode(FAST, forged);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output())
        .isEqualTo(ForgedStream.text(COLUMN, 3))
        .isEqualTo(decode(ORACLE, forged).output());
  }

  @Test
  void anOriginBeyondTheRowsIsCorrupt() {
    byte[] forged = new ForgedStream(1).block(COLUMN, COLUMN.length, 0).finish();
    assertThat(decode(FAST, forged).bzip2Failure())
        .hasMessageContaining("origin")
        .extracting(Bzip2Exception::kind)
        .isEqualTo(Kind.CORRUPT);
  }

  @Test
  void aBlockLargerThanItsLevelIsCorrupt() {
    byte[] column = new byte[100_001];
    Arrays.fill(column, 50_000, 100_001, (byte) 1);
    byte[] level1 = new ForgedStream(1).block(column, 0).finish();
    assertThat(decode(FAST, level1).bzip2Failure()).hasMessageContaining("longer");
    byte[] level2 = new ForgedStream(2).block(column, 0).finish();
    assertThat(decode(FAST, level2).failure()).isEmpty();
    byte[] full = Arrays.copyOf(column, 100_000);
    assertThat(decode(FAST, new ForgedStream(1).block(full, 0).finish()).failure()).isEmpty();
  }

  @Test
  void aRunThatLosesItsCountIsCorrupt() {
    byte[] column = {'a', 'a', 'a', 'a'};
    assertThat(decode(FAST, new ForgedStream(1).block(column, 0).finish()).bzip2Failure())
        .hasMessageContaining("ends inside a run");
  }

  @Test
  void aMagicInsideABlockIsOnlyData() {
    // With an alphabet of 14 bytes all codes have 4 bits, and symbols can spell the magic of a
    // block.
    List<Byte> list = new ArrayList<>();
    ByteArrayOutputStream column = new ByteArrayOutputStream();
    for (byte b = 13; b >= 0; b--) {
      list.add(0, b);
      column.write(b);
    }
    for (char c : "314159265359".repeat(3).toCharArray()) {
      int symbol = c - '0';
      if (symbol > 1) {
        list.add(0, list.remove(symbol - 1));
      }
      for (int i = symbol == 1 ? 2 : 1; i > 0; i--) {
        column.write(list.get(0));
      }
    }
    byte[] lastColumn = column.toByteArray();
    byte[] forged = new ForgedStream(1).block(lastColumn, 5).block(lastColumn, 6).finish();
    String bits =
        IntStream.range(0, forged.length)
            .mapToObj(i -> Integer.toBinaryString((forged[i] & 0xFF) | 0x100).substring(1))
            .collect(Collectors.joining());
    String magic = "00" + Long.toBinaryString(0x314159265359L);
    assertThat(bits.split(magic, -1)).hasSize(2 + 2 * 3 + 1);
    Streams.Outcome outcome = decode(Streams.FAST_ON_THREADS, forged);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output()).isEqualTo(decode(ORACLE, forged).output()).isNotEmpty();
  }

  @Test
  void impossibleTablesAreCorrupt() {
    assertCorrupt(header().bits(0, 16).bits(0, 30), "no byte");
    assertCorrupt(alphabet().bits(1, 3).bits(0, 30), "Huffman codes");
    assertCorrupt(alphabet().bits(7, 3).bits(0, 30), "Huffman codes");
    assertCorrupt(alphabet().bits(2, 3).bits(0, 15).bits(0, 30), "no selectors");
    assertCorrupt(alphabet().bits(2, 3).bits(1, 15).bits(-1, 30), "selector");
    assertCorrupt(codes().bits(0, 5).bits(0, 30), "length of 0 bits");
    assertCorrupt(codes().bits(21, 5).bits(0, 30), "length of 21 bits");
    assertCorrupt(codes().bits(20, 5).bits(0b10, 2).bits(0, 30), "length of 21 bits");
    assertCorrupt(codes().bits(1, 5).bits(0b110, 3).bits(0, 30), "length of 0 bits");
  }

  @Test
  void bitsThatAreNoCodeAreCorrupt() {
    // Lengths 2, 2, 2: the code 11 does not exist.
    ForgedStream block = codes().bits(2, 5).bits(0, 3).bits(2, 5).bits(0, 3);
    assertCorrupt(block.bits(-1, 32), "no Huffman code");
  }

  @Test
  void aRunLongerThanAnyBlockIsCorrupt() {
    // Lengths 1, 2, 2: zeros are digits of a run without end.
    ForgedStream block = codes().bits(1, 5).bits(0b0100, 4).bits(0, 0).bits(1, 5).bits(0b0100, 4);
    for (int i = 0; i < 40; i++) {
      block.bits(0, 32);
    }
    assertCorrupt(block, "run");
  }

  private static void assertCorrupt(ForgedStream stream, String message) {
    Bzip2Exception failure =
        decode(FAST, Streams.concat(stream.finish(), new byte[300])).bzip2Failure();
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining(message);
  }

  private static ForgedStream header() {
    return new ForgedStream(1).bits(0x314159, 24).bits(0x265359, 24).bits(0, 32).bits(0, 25);
  }

  private static ForgedStream alphabet() {
    return header().bits(0x8000, 16).bits(0x8000, 16);
  }

  private static ForgedStream codes() {
    return alphabet().bits(2, 3).bits(1, 15).bits(0, 1);
  }
}
