package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.FAST;
import static dev.parqueduct.io.bzip2.Streams.FAST_ON_THREADS;
import static dev.parqueduct.io.bzip2.Streams.ORACLE;
import static dev.parqueduct.io.bzip2.Streams.compress;
import static dev.parqueduct.io.bzip2.Streams.concat;
import static dev.parqueduct.io.bzip2.Streams.decode;
import static dev.parqueduct.io.bzip2.Streams.golden;
import static dev.parqueduct.io.bzip2.Streams.reports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.bzip2.Bzip2Exception.Kind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Bzip2DamageTest {

  @Test
  void emptyInputIsAnErrorThatSaysSo() {
    for (Bzip2Decoder decoder : new Bzip2Decoder[] {FAST, FAST_ON_THREADS, ORACLE}) {
      Bzip2Exception failure = decode(decoder, new byte[0]).bzip2Failure();
      assertThat(failure.kind()).isEqualTo(Kind.NOT_BZIP2);
      assertThat(failure).hasMessageContaining("empty");
    }
  }

  @Test
  void somethingElseIsRefused() {
    byte[] gzip = {31, (byte) 139, 8, 0};
    assertThat(decode(FAST, gzip).bzip2Failure().kind()).isEqualTo(Kind.NOT_BZIP2);
    assertThat(decode(ORACLE, gzip).bzip2Failure().kind()).isEqualTo(Kind.NOT_BZIP2);
    assertThat(decode(FAST, new byte[100]).bzip2Failure().kind()).isEqualTo(Kind.NOT_BZIP2);
    byte[] versionZero = {'B', 'Z', '0', '9', 1, 2, 3};
    assertThat(decode(FAST, versionZero).bzip2Failure().kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void inputCutAtAnyByteIsTruncated() {
    byte[] hello = golden("hello.bzip2");
    byte[] empty = golden("empty.bzip2");
    byte[] whole = concat(hello, empty, golden("runs.lbzip2"));
    byte[] data = decode(ORACLE, whole).output();
    for (int cut = 1; cut < whole.length; cut++) {
      Streams.Outcome outcome = decode(FAST, Arrays.copyOf(whole, cut));
      if (cut == hello.length || cut == hello.length + empty.length) {
        assertThat(outcome.failure()).isEmpty();
      } else {
        assertThat(outcome.bzip2Failure().kind()).as("cut at %d", cut).isEqualTo(Kind.TRUNCATED);
      }
      // Whole blocks or nothing; each stream has at most one, and a trailer of 10 bytes.
      int blocks = cut < hello.length - 10 ? 0 : cut < whole.length - 10 ? 26 : data.length;
      assertThat(outcome.output()).isEqualTo(Arrays.copyOf(data, blocks));
    }
  }

  @Test
  void noFlippedBitGoesUnnoticed() {
    byte[] whole = golden("hello.bzip2");
    byte[] data = decode(ORACLE, whole).output();
    int lastBit = whole.length * 8 - 1;
    for (int bit = 0; bit <= lastBit; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (0x80 >>> bit % 8);
      Streams.Outcome outcome = decode(FAST, damaged);
      Streams.Outcome oracle = decode(ORACLE, damaged);
      if (outcome.failure().isEmpty()) {
        // Another level, or a bit of the padding.
        assertThat(outcome.output()).isEqualTo(data).isEqualTo(oracle.output());
        assertThat(oracle.failure()).isEmpty();
      } else {
        assertThat(oracle.failure()).as("bit %d", bit).isPresent();
      }
    }
  }

  @Test
  void blocksBeforeTheDamagedOneAreDeliveredAndItsPlaceIsTold() {
    byte[] data = reports(1, 450_000);
    byte[] compressed = compress(data, 1);
    byte[] intact = decode(FAST, compressed).output();
    assertThat(intact).isEqualTo(data);
    byte[] damaged = compressed.clone();
    damaged[compressed.length / 2] ^= 4;
    for (Bzip2Decoder decoder : new Bzip2Decoder[] {FAST, FAST_ON_THREADS}) {
      Streams.Outcome outcome = decode(decoder, damaged);
      Bzip2Exception failure = outcome.bzip2Failure();
      assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
      long number = failure.blockNumber().orElseThrow();
      assertThat(number).isBetween(2L, 4L);
      assertThat(failure).hasMessageContaining("block " + number + " ");
      assertThat(failure.compressedBit().getAsLong() / 8)
          .isBetween(1000L, (long) compressed.length / 2);
      assertThat(outcome.output()).isEqualTo(Arrays.copyOf(data, outcome.output().length));
      assertThat(outcome.output().length / 99_000).isEqualTo((int) number - 1);
    }
  }

  @Test
  void aFailureIsRepeatedByEveryLaterRead() throws IOException {
    byte[] damaged = golden("hello.bzip2");
    damaged[12] ^= 1;
    try (InputStream in = FAST.open(new ByteArrayInputStream(damaged))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read)
            .isInstanceOf(Bzip2Exception.class)
            .hasMessageMatching("bzip2: block 1 \\(at compressed byte 4, bit 32\\): its CRC is .*");
      }
    }
  }

  @Test
  void aWrongCombinedCrcIsFoundAfterTheBlocks() {
    byte[] damaged = golden("hello.bzip2");
    damaged[damaged.length - 3] ^= 1;
    Streams.Outcome outcome = decode(FAST, damaged);
    assertThat(outcome.bzip2Failure()).hasMessageContaining("CRC of the whole stream");
    assertThat(outcome.output()).hasSize(26);
  }

  @Test
  void zerosMayFollowTheLastStreamAndAlsoSeparateStreams() {
    byte[] stream = golden("hello.bzip2");
    byte[] padded = concat(stream, new byte[70_000], stream, new byte[3]);
    Streams.Outcome outcome = decode(FAST, padded);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output()).hasSize(52);
  }

  @Test
  void anythingElseBehindTheLastStreamIsGarbage() {
    byte[] garbage = concat(golden("hello.bzip2"), new byte[] {0, 'x', 'y', 'z', 0});
    for (Bzip2Decoder decoder : new Bzip2Decoder[] {FAST, FAST_ON_THREADS}) {
      Streams.Outcome outcome = decode(decoder, garbage);
      assertThat(outcome.output()).hasSize(26);
      assertThat(outcome.bzip2Failure().kind()).isEqualTo(Kind.TRAILING_GARBAGE);
      assertThat(outcome.bzip2Failure().compressedBit()).hasValue((garbage.length - 4) * 8L);
    }
    assertThat(decode(ORACLE, garbage).bzip2Failure().kind()).isEqualTo(Kind.TRAILING_GARBAGE);
  }

  @Test
  void anErrorOfTheInputItselfIsPassedOn() {
    IOException broken = new IOException("connection reset");
    for (Bzip2Decoder decoder : new Bzip2Decoder[] {FAST, FAST_ON_THREADS, ORACLE}) {
      InputStream failing =
          new FilterInputStream(new ByteArrayInputStream(golden("every-byte.bzip2"), 0, 300)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              int count = super.read(target, offset, length);
              if (count < 0) {
                throw broken;
              }
              return count;
            }
          };
      assertThat(decode(decoder, failing, 100).failure()).containsSame(broken);
    }
  }

  @Test
  void outputBeyondTheLimitIsRefusedAfterTheLimit() {
    byte[] bomb = golden("zeros-46-mb.bzip2");
    Bzip2Options limit = Bzip2Options.defaults().withMaxOutputBytes(1_000_000);
    for (Bzip2Decoder decoder :
        new Bzip2Decoder[] {
          Bzip2Decoder.fast(limit),
          Bzip2Decoder.fast(limit.withThreads(2)),
          Bzip2Decoder.commonsCompress(limit)
        }) {
      Streams.Outcome outcome = decode(decoder, bomb);
      assertThat(outcome.output()).hasSize(1_000_000);
      assertThat(outcome.bzip2Failure().kind()).isEqualTo(Kind.OUTPUT_LIMIT);
    }
    byte[] hello = golden("hello.bzip2");
    Bzip2Options exact = limit.withMaxOutputBytes(26);
    assertThat(decode(Bzip2Decoder.fast(exact), hello).failure()).isEmpty();
    assertThat(decode(Bzip2Decoder.commonsCompress(exact), hello).failure()).isEmpty();
  }
}
