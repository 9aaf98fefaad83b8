package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.golden;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams made by bzip2 1.0.8 and lbzip2 2.5, and one of them turned into a randomised block. */
class Bzip2GoldenTest {

  static Stream<String[]> goldens() {
    return new String(golden("golden.csv"), StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",", -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void goldenStreamsDecodeToWhatWasCompressed(String file, long length, String crc)
      throws IOException {
    for (Bzip2Decoder decoder :
        new Bzip2Decoder[] {Streams.FAST, Streams.FAST_ON_THREADS, Streams.ORACLE}) {
      InputStream decoded = decoder.open(new ByteArrayInputStream(golden(file)));
      try (CheckedInputStream in = new CheckedInputStream(decoded, new CRC32())) {
        assertThat(in.skip(Long.MAX_VALUE)).isEqualTo(length);
        assertThat(String.format("%08x", in.getChecksum().getValue())).isEqualTo(crc);
      }
    }
  }
}
