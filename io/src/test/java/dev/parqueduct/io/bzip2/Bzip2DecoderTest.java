package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.FAST;
import static dev.parqueduct.io.bzip2.Streams.FAST_ON_THREADS;
import static dev.parqueduct.io.bzip2.Streams.ORACLE;
import static dev.parqueduct.io.bzip2.Streams.compress;
import static dev.parqueduct.io.bzip2.Streams.concat;
import static dev.parqueduct.io.bzip2.Streams.decode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Bzip2DecoderTest {

  @Property(tries = 150)
  void restoresWhatAnotherEncoderCompressed(
      @ForAll("data") byte[] data, @ForAll @IntRange(min = 1, max = 9) int level) {
    byte[] compressed = compress(data, level);
    assertIntact(decode(FAST, compressed), data);
    assertIntact(decode(FAST_ON_THREADS, compressed), data);
    assertIntact(decode(ORACLE, compressed), data);
  }

  @Property(tries = 60)
  void doesNotCareHowInputArrivesOrOutputIsTaken(
      @ForAll("data") byte[] data,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int piece,
      @ForAll @IntRange(min = 1, max = 3000) int readSize) {
    byte[] compressed = compress(data, 1);
    assertIntact(decode(FAST, Streams.inPieces(compressed, seed, piece), readSize), data);
    assertIntact(
        decode(FAST_ON_THREADS, Streams.inPieces(compressed, seed, piece), readSize), data);
  }

  @Property(tries = 60)
  void readsConcatenatedStreamsAsOne(@ForAll("parts") List<byte[]> parts, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] compressed =
        concat(
            parts.stream()
                .map(part -> compress(part, 1 + random.nextInt(9)))
                .toArray(byte[][]::new));
    byte[] data = concat(parts.toArray(byte[][]::new));
    assertIntact(decode(FAST, compressed), data);
    assertIntact(decode(FAST_ON_THREADS, compressed), data);
    assertIntact(decode(ORACLE, compressed), data);
  }

  @Property(tries = 100)
  void agreesWithTheDefinitionOnAnyPermutation(
      @ForAll @Size(min = 1, max = 400) byte[] column,
      @ForAll @IntRange(min = 1, max = 256) int alphabet,
      @ForAll @IntRange(min = 1, max = 60) int repeats,
      @ForAll long seed) {
    // Not the transform of any text: usually several cycles, whose length does not divide the
    // block's.
    byte[] lastColumn = new byte[column.length * repeats];
    for (int i = 0; i < lastColumn.length; i++) {
      lastColumn[i] = (byte) ((column[i % column.length] & 0xFF) % alphabet);
    }
    int origin = new Random(seed).nextInt(lastColumn.length);
    byte[] forged = new ForgedStream(1).block(lastColumn, origin).finish();
    byte[] text = ForgedStream.text(lastColumn, origin);
    Streams.Outcome outcome = decode(FAST, forged);
    if (endsInsideRun(text)) {
      assertThat(outcome.bzip2Failure()).hasMessageContaining("ends inside a run");
    } else {
      assertIntact(outcome, ForgedStream.expand(text));
      assertIntact(decode(ORACLE, forged), ForgedStream.expand(text));
    }
  }

  private static boolean endsInsideRun(byte[] text) {
    int equal = 0;
    for (int i = 0; i < text.length; i++) {
      equal = equal > 0 && text[i] == text[i - 1] ? equal + 1 : 1;
      if (equal == 4) {
        if (i == text.length - 1) {
          return true;
        }
        i++;
        equal = 0;
      }
    }
    return false;
  }

  private static void assertIntact(Streams.Outcome outcome, byte[] data) {
    assertThat(outcome.failure()).isEmpty();
    assertThat(Arrays.mismatch(outcome.output(), data)).as("first difference").isEqualTo(-1);
  }

  /** Random bytes, few different bytes, runs of lengths around the limits, repeats, reports. */
  @Provide
  Arbitrary<byte[]> data() {
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 100)),
            Tuple.of(3, Arbitraries.integers().between(0, 20_000)),
            Tuple.of(2, Arbitraries.integers().between(90_000, 350_000)));
    return Combinators.combine(Arbitraries.integers().between(0, 5), sizes, Arbitraries.longs())
        .as(Bzip2DecoderTest::generate);
  }

  @Provide
  Arbitrary<List<byte[]>> parts() {
    return data().list().ofMinSize(1).ofMaxSize(5);
  }

  private static byte[] generate(int shape, int size, long seed) {
    Random random = new Random(seed);
    byte[] data = new byte[size];
    switch (shape) {
      case 0 -> random.nextBytes(data);
      case 1 -> fill(data, random, 1 + random.nextInt(4), 1);
      case 2 -> fill(data, random, 1 + random.nextInt(256), 12);
      case 3 -> fill(data, random, 1 + random.nextInt(256), 600);
      case 4 -> repeat(data, random);
      default -> System.arraycopy(Streams.reports(seed, size), 0, data, 0, size);
    }
    return data;
  }

  private static void fill(byte[] data, Random random, int alphabet, int maxRun) {
    for (int at = 0; at < data.length; ) {
      int run = Math.min(1 + random.nextInt(maxRun), data.length - at);
      Arrays.fill(data, at, at + run, (byte) random.nextInt(alphabet));
      at += run;
    }
  }

  private static void repeat(byte[] data, Random random) {
    byte[] unit = new byte[1 + random.nextInt(2000)];
    random.nextBytes(unit);
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt(5000) == 0 ? (byte) random.nextInt() : unit[i % unit.length];
    }
  }
}
