package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResumingChannelTest {
  private static final RetryPolicy THREE = new RetryPolicy(3, 1);
  private static final byte[] CONTENT = new byte[50_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  private static byte[] read(SeekableByteChannel channel, int from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Until the range is full.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void goesOnAtThePositionWhereTheConnectionBroke() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 100, 30_000, 0, 1, 9000);

    try (SeekableByteChannel channel = new ResumingChannel("o", THREE, content::openSeekable)) {
      assertThat(read(channel, 49_900, 200)).isEqualTo(Arrays.copyOfRange(CONTENT, 49_900, 50_000));
      assertThat(read(channel, 0, 50_000)).isEqualTo(CONTENT);
      assertThat(read(channel, 20_000, 5)).isEqualTo(Arrays.copyOfRange(CONTENT, 20_000, 20_005));
      assertThat(channel.position()).isEqualTo(20_005);
      assertThat(channel.size()).isEqualTo(50_000);
      assertThat(read(channel, 60_000, 5)).isEmpty();
      assertThat(channel.isOpen()).isTrue();
    }
    assertThat(content.opened()).isEqualTo(6);
    assertThat(content.closed()).isEqualTo(6);
  }

  @Test
  void givesUpWithTheStoragesFailureWhenRetriesAreUsedUp() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 10, 0, 0, 0, 0);

    try (SeekableByteChannel channel =
        new ResumingChannel("gs://b/o", THREE, content::openSeekable)) {
      assertThat(read(channel, 0, 10)).hasSize(10);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(StorageException.class)
          .hasMessage("Cannot read gs://b/o at byte 10: connection reset");
    }
  }

  @Test
  void anObjectThatChangedItsSizeIsAFailureOfTheStorage() throws IOException {
    Queue<SeekableByteChannel> channels = new ArrayDeque<>();
    channels.add(new FlakyContent(CONTENT, 0).openSeekable());
    for (int i = 0; i < 3; i++) {
      channels.add(new FlakyContent(new byte[40_000]).openSeekable());
    }

    try (SeekableByteChannel channel = new ResumingChannel("o", THREE, channels::remove)) {
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it changed while it was read");
    }
  }

  @Test
  void aMissingObjectIsNotTriedAgain() {
    List<String> calls = new java.util.ArrayList<>();

    assertThatThrownBy(
            () ->
                new ResumingChannel(
                    "o",
                    THREE,
                    () -> {
                      calls.add("open");
                      throw new FileNotFoundException("o");
                    }))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(calls).hasSize(1);
  }
}
