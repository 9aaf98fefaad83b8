package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy TWICE = new RetryPolicy(2, 1);

  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void clearInterrupt() {
    boolean unused = Thread.interrupted();
  }

  private String failing(int times, IOException failure) throws IOException {
    if (calls.incrementAndGet() <= times) {
      throw failure;
    }
    return "done";
  }

  @Test
  void repeatsUntilTheCallSucceeds() throws IOException {
    assertThat(TWICE.call("list x", () -> failing(2, new IOException("503")))).isEqualTo("done");
    assertThat(calls).hasValue(3);
  }

  @Test
  void tellsWhatWasTriedWhenTheLastAttemptFails() {
    IOException failure = new IOException("503");

    assertThatThrownBy(() -> TWICE.call("list gs://b", () -> failing(9, failure)))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot list gs://b: 503")
        .hasCause(failure);
    assertThat(calls).hasValue(3);
  }

  @Test
  void doesNotRepeatWithoutRetries() {
    assertThatThrownBy(() -> RetryPolicy.NONE.call("x", () -> failing(9, new IOException("no"))))
        .isInstanceOf(StorageException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void doesNotRepeatWhatWaitingCannotChange() {
    assertThatThrownBy(() -> TWICE.call("x", () -> failing(9, new FileNotFoundException("f"))))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> TWICE.call("x", () -> failing(9, new StorageException("s", null))))
        .isInstanceOf(StorageException.class)
        .hasMessage("s");
    assertThatThrownBy(
            () -> TWICE.call("write out", () -> failing(9, new AccessDeniedException("/out"))))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot write out: AccessDenied /out");
    assertThat(calls).hasValue(3);
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> new RetryPolicy(9, 60_000).call("x", () -> failing(9, new IOException("y"))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Interrupted");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void rejectsNonsense() {
    assertThatThrownBy(() -> new RetryPolicy(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
