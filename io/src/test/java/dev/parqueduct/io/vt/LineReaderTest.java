package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private record Line(long number, long offset, String text, long fullLength) {}

  /** Gives bytes in pieces of random sizes. */
  private static InputStream inPieces(byte[] content, int seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(50);
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(most)));
      }
    };
  }

  private static List<Line> read(InputStream in, int maxLine) throws IOException {
    LineReader reader = new LineReader(in, maxLine);
    List<Line> lines = new ArrayList<>();
    while (reader.next()) {
      String text =
          new String(reader.buffer(), reader.start(), reader.length(), StandardCharsets.ISO_8859_1);
      boolean cut = reader.tooLong();
      assertThat(cut).isEqualTo(reader.fullLength() > maxLine);
      lines.add(
          new Line(
              reader.line(),
              reader.offset(),
              cut ? text.substring(0, maxLine) : text,
              reader.fullLength()));
    }
    assertThat(reader.next()).isFalse();
    return lines;
  }

  private static List<Line> expected(String text, int maxLine) {
    List<Line> lines = new ArrayList<>();
    String[] split = text.split("\n", -1);
    long offset = 0;
    for (int i = 0; i < split.length; i++) {
      if (i < split.length - 1 || !split[i].isEmpty()) {
        int length = split[i].length();
        lines.add(
            new Line(i + 1, offset, split[i].substring(0, Math.min(length, maxLine)), length));
      }
      offset += split[i].length() + 1;
    }
    return lines;
  }

  @Provide
  Arbitrary<String> text() {
    Arbitrary<String> line =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.strings().withChars('a', 'b', '\r', '\u008a').ofMaxLength(40)),
            Tuple.of(1, Arbitraries.just("x".repeat(70_000))));
    return line.list().ofMaxSize(30).map(lines -> String.join("\n", lines));
  }

  @Property(tries = 300)
  void linesAreThoseOfStringSplitHoweverTheyArrive(
      @ForAll("text") String text,
      @ForAll @IntRange(min = 1, max = 60) int maxLine,
      @ForAll int seed)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(inPieces(content, seed), maxLine)).isEqualTo(expected(text, maxLine));
    assertThat(read(new ByteArrayInputStream(content), 1 << 20)).isEqualTo(expected(text, 1 << 20));
  }

  @Test
  void theBufferGrowsToTheLongestLine() throws IOException {
    String text = "a\n" + "b".repeat(3_000_000) + "\n" + "c".repeat(3_000_001) + "\nd\n";
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(new ByteArrayInputStream(content), 3_000_000))
        .isEqualTo(expected(text, 3_000_000));
  }

  @Test
  void aFailureLeavesWhatWasReadOfTheLine() throws IOException {
    InputStream failing = new FailingStream(new IOException("broken"));
    LineReader reader =
        new LineReader(
            new SequenceInputStream(
                new ByteArrayInputStream("one\ntwo".getBytes(StandardCharsets.US_ASCII)), failing),
            100);

    assertThat(reader.next()).isTrue();
    assertThatThrownBy(reader::next).hasMessage("broken");
    assertThat(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.start() + 3))
        .isEqualTo("two".getBytes(StandardCharsets.US_ASCII));
    assertThat(reader.length()).isEqualTo(3);
    assertThat(reader.line()).isEqualTo(2);
    assertThat(reader.offset()).isEqualTo(4);
  }
}
