package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResumingInputStreamTest {
  private static final RetryPolicy THREE = new RetryPolicy(3, 1);
  private static final byte[] CONTENT = new byte[200_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @Test
  void goesOnWhereASeekableChannelBroke() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 70_000, 0, 1, 100_000);

    try (InputStream in = new ResumingInputStream("o", THREE, content::openSeekable)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT);
    }
    assertThat(content.opened()).isEqualTo(5);
    assertThat(content.closed()).isEqualTo(5);
  }

  @Test
  void skipsToWhereAChannelThatCannotSeekBroke() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 70_000, 150_000);

    try (InputStream in = new ResumingInputStream("o", THREE, content::open)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT);
    }
    assertThat(content.opened()).isEqualTo(3);
  }

  @Test
  void everySuccessfulReadRenewsThePatience() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 10, 10, 10, 10, 10, 10, 10, 10);

    try (InputStream in = new ResumingInputStream("o", THREE, content::openSeekable)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  void givesUpWithTheStoragesFailureWhenRetriesAreUsedUp() throws IOException {
    FlakyContent content = new FlakyContent(CONTENT, 10, 0, 0, 0, 0);

    try (InputStream in = new ResumingInputStream("gs://b/o", THREE, content::openSeekable)) {
      assertThat(in.readNBytes(10)).hasSize(10);
      assertThatThrownBy(in::read)
          .isInstanceOf(StorageException.class)
          .hasMessage("Cannot read gs://b/o at byte 10: connection reset");
    }
    assertThat(content.opened()).isEqualTo(4);
  }

  @Test
  void anObjectThatShrankWhileItWasReadIsAFailureOfTheStorage() throws IOException {
    Queue<ReadableByteChannel> channels = new ArrayDeque<>();
    channels.add(new FlakyContent(CONTENT, 100).open());
    for (int i = 0; i < 3; i++) {
      channels.add(Channels.newChannel(new ByteArrayInputStream(new byte[50])));
    }

    try (InputStream in = new ResumingInputStream("o", THREE, channels::remove)) {
      assertThat(in.readNBytes(100)).hasSize(100);
      assertThatThrownBy(in::read)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it changed while it was read");
    }
  }

  @Test
  void aMissingObjectIsNotTriedAgain() {
    List<String> calls = new java.util.ArrayList<>();

    assertThatThrownBy(
            () ->
                new ResumingInputStream(
                    "o",
                    THREE,
                    () -> {
                      calls.add("open");
                      throw new FileNotFoundException("o");
                    }))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void readingNothingIsNoEnd() throws IOException {
    try (InputStream in =
        new ResumingInputStream("o", THREE, new FlakyContent(new byte[] {-1})::open)) {
      assertThat(in.read(new byte[4], 0, 0)).isZero();
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
