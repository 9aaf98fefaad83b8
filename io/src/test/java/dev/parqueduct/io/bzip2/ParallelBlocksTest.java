package dev.parqueduct.io.bzip2;

import static dev.parqueduct.io.bzip2.Streams.FAST_ON_THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelBlocksTest {

  private final byte[] compressed = Streams.compress(Streams.reports(7, 1_500_000), 1);

  @Test
  void closingEndsTheThreads() throws Exception {
    List<Thread> threads;
    try (InputStream in = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed))) {
      assertThat(in.read()).isEqualTo('{');
      threads = blockThreads();
      assertThat(threads).isNotEmpty();
    }
    assertEnded(threads);
  }

  @Test
  void readingToTheEndEndsTheThreads() throws Exception {
    InputStream in = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed));
    assertThat(in.read()).isEqualTo('{');
    List<Thread> threads = blockThreads();
    assertThat(in.readAllBytes()).hasSize(1_499_999);
    assertEnded(threads);
  }

  @Test
  void readersThatGoAwayLeaveNoThreads() throws Exception {
    InputStream abandoned = FAST_ON_THREADS.open(new ByteArrayInputStream(compressed));
    assertThat(abandoned.read()).isEqualTo('{');
    assertEnded(blockThreads());
    // Nor do they lose anything: it can still be read, with new threads.
    assertThat(abandoned.readAllBytes()).hasSize(1_499_999);
  }

  @Test
  void moreThreadsThanBlocksAreNoProblem() {
    Bzip2Decoder decoder = Bzip2Decoder.fast(Bzip2Options.defaults().withThreads(16));
    Streams.Outcome outcome = Streams.decode(decoder, compressed);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output()).isEqualTo(Streams.reports(7, 1_500_000));
  }

  private static void assertEnded(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static List<Thread> blockThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("bzip2-block"))
        .toList();
  }
}
