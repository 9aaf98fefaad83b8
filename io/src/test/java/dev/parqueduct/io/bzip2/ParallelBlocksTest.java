package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.FAST_ON_THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelBlocksTest {

  private final byte[] compressed = Streams.compress(Streams.reports(7, 1_500_000), 1);

  @Test
  void closingEndsTheThreads() throws IOException {
    try (InputStream in = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed))) {
      assertThat(in.read()).isEqualTo('{');
      assertThat(blockThreads()).isNotEmpty();
    }
    assertThat(blockThreads()).isEmpty();
  }

  @Test
  void readingToTheEndEndsTheThreads() throws IOException {
    InputStream in = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed));
    assertThat(in.readAllBytes()).hasSize(1_500_000);
    assertThat(blockThreads()).isEmpty();
  }

  @Test
  void readersThatGoAwayLeaveNoThreads() throws Exception {
    InputStream abandoned = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed));
    assertThat(abandoned.read()).isEqualTo('{');
    for (Thread thread : blockThreads()) {
      thread.join(30_000);
    }
    assertThat(blockThreads()).isEmpty();
    // Nor do they lose anything: it can still be read, with new threads.
    assertThat(abandoned.readAllBytes()).hasSize(1_499_999);
  }

  private static List<Thread> blockThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("bzip2-block"))
        .toList();
  }
}
