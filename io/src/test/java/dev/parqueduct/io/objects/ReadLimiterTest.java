package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLimiterTest {
  private final List<Integer> paid = new ArrayList<>();
  private final ReadLimiter limiter = new ReadLimiter(paid::add, 10);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void everyByteOfAStreamIsPaidForInPieces() throws IOException {
    byte[] content = bytes(35);
    try (InputStream in = limiter.limit(new ByteArrayInputStream(content))) {
      assertThat(in.read()).isZero();
      assertThat(in.readNBytes(24)).startsWith(1, 2).hasSize(24);
      assertThat(in.skip(3)).isEqualTo(3);
      assertThat(in.readAllBytes()).startsWith(28).hasSize(7);
      assertThat(in.read()).isEqualTo(-1);
    }

    assertThat(paid).startsWith(1, 10, 10, 4, 3, 7).allMatch(piece -> piece <= 10);
    assertThat(paid.stream().mapToInt(Integer::intValue).sum()).isEqualTo(35);
  }

  @Test
  void everyByteOfAChannelIsPaidForInPieces(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("object"), bytes(35));
    ByteBuffer into = ByteBuffer.allocate(32);
    try (SeekableByteChannel channel = limiter.limit(Files.newByteChannel(file))) {
      assertThat(channel.size()).isEqualTo(35);
      channel.position(5);
      while (channel.read(into) > 0) {
        assertThat(into.limit()).isEqualTo(32);
      }
      assertThat(channel.position()).isEqualTo(35);
      assertThat(channel.read(into)).isEqualTo(-1);
      assertThatThrownBy(() -> channel.write(into))
          .isInstanceOf(UnsupportedOperationException.class);
    }

    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(bytes(35), 5, 30));
    assertThat(paid).containsExactly(10, 10, 10);
  }

  @Test
  void aProcessHasOneLimiterARate() {
    assertThat(ReadLimiter.ofProcess(12.5)).isSameAs(ReadLimiter.ofProcess(12.5));
    assertThat(ReadLimiter.ofProcess(12.5)).isNotSameAs(ReadLimiter.ofProcess(13));
    assertThatThrownBy(() -> ReadLimiter.ofProcess(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> ReadLimiter.ofProcess(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void withoutALimitNothingIsWrapped() {
    InputStream in = InputStream.nullInputStream();

    assertThat(ReadLimiter.ofProcess(0).limit(in)).isSameAs(in);
  }

  @Test
  void piecesTakeATenthOfASecondWithinReason() {
    assertThat(ReadLimiter.piece(1 << 20)).isEqualTo((1 << 20) / 10);
    assertThat(ReadLimiter.piece(1)).isEqualTo(4096);
    assertThat(ReadLimiter.piece(1e12)).isEqualTo(1 << 20);
  }
}
