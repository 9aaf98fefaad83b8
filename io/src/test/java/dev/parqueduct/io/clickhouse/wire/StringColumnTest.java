package dev.parqueduct.io.clickhouse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StringColumnTest {
  /** Texts as a server sends them: each after its length in groups of seven bits. */
  private static byte[] sent(List<byte[]> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] text : texts) {
      int rest = text.length;
      for (; rest >= 0x80; rest >>>= 7) {
        out.write((rest & 0x7f) | 0x80);
      }
      out.write(rest);
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  /** A stream that comes in pieces, all in one array. */
  private static NativeInput inPieces(byte[] stream, int maxPiece, Random random) {
    return new NativeInput(
        new NativeInput.Source() {
          private final byte[] content = new byte[maxPiece];
          private int at;
          private int length;

          @Override
          public boolean next() {
            length = Math.min(stream.length - at, random.nextInt(maxPiece + 1));
            System.arraycopy(stream, at, content, 0, length);
            at += length;
            return at < stream.length || length > 0;
          }

          @Override
          public byte[] content() {
            return content;
          }

          @Override
          public int length() {
            return length;
          }
        });
  }

  private static List<byte[]> texts(Random random, int count) {
    int[] lengths = {0, 1, 7, 127, 128, 300, 16_383, 16_384, 40_000};
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[random.nextInt(4) > 0 ? random.nextInt(20) : pick(lengths, random)];
      random.nextBytes(text);
      texts.add(text);
    }
    return texts;
  }

  private static int pick(int[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static byte[] value(StringColumn column, int row) {
    return Arrays.copyOfRange(column.array(), column.from(row), column.to(row));
  }

  @Property(tries = 200)
  void textsAreTheSameHoweverTheStreamIsCut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50_000) int maxPiece) throws IOException {
    Random random = new Random(seed);
    List<byte[]> texts = texts(random, 1 + random.nextInt(100));
    NativeInput in = inPieces(sent(texts), maxPiece, random);
    int first = random.nextInt(texts.size());

    StringColumn column = new StringColumn();
    column.read(in, first);
    column.read(in, texts.size() - first);

    assertThat(in.isAtEnd()).isTrue();
    assertThat(column.rows()).isEqualTo(texts.size());
    for (int row = 0; row < texts.size(); row++) {
      assertThat(value(column, row)).isEqualTo(texts.get(row));
      assertThat(column.isEmpty(row)).isEqualTo(texts.get(row).length == 0);
    }
  }

  @Property(tries = 100)
  void nullsBecomeEmptyWhateverIsSentInTheirPlace(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int maxPiece) throws IOException {
    Random random = new Random(seed);
    List<byte[]> texts = texts(random, 1 + random.nextInt(50));
    NativeInput in = inPieces(sent(texts), maxPiece, random);
    int first = random.nextInt(texts.size());

    StringColumn column = new StringColumn();
    column.read(in, first);
    column.read(in, texts.size() - first, row -> row % 3 == 1);

    for (int row = 0; row < texts.size(); row++) {
      boolean isNull = row >= first && (row - first) % 3 == 1;
      assertThat(value(column, row)).isEqualTo(isNull ? new byte[0] : texts.get(row));
    }
  }

  @Test
  void lengthsWithMoreBytesThanTheyNeedAreRead() throws IOException {
    byte[] stream = {(byte) 0x80, 0, (byte) 0x82, 0, 'a', 'b', 1, 'c'};
    StringColumn column = new StringColumn();
    column.read(inPieces(stream, 100, new Random(1)), 3);

    assertThat(column.isEmpty(0)).isTrue();
    assertThat(column.text(1)).isEqualTo("ab");
    assertThat(column.text(2)).isEqualTo("c");
  }
}
