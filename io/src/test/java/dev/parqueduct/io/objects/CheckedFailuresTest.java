package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

class CheckedFailuresTest {
  private static final RetryPolicy TWO_RETRIES = new RetryPolicy(2, 1);

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void missingObjectIsAMissingFile() {
    assertThatThrownBy(() -> fail(answer(404))).isInstanceOf(FileNotFoundException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void refusalIsNotRepeated() {
    assertThatThrownBy(() -> fail(answer(403)))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot read it: the storage answered with status 403");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void busyStorageIsAskedAgain() {
    assertThatThrownBy(() -> fail(answer(503))).isInstanceOf(StorageException.class);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void throttlingIsWaitedFor() {
    assertThatThrownBy(() -> fail(answer(429))).isInstanceOf(StorageException.class);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void brokenConnectionIsTriedAgain() {
    SdkException broken = SdkClientException.create("no answer", new ConnectException("refused"));
    assertThatThrownBy(() -> fail(broken)).isInstanceOf(StorageException.class);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void missingCredentialsAreNotWaitedFor() {
    assertThatThrownBy(() -> fail(SdkClientException.create("no credentials")))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot read it: no credentials");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void wrappedFailureIsJudgedByItsCause() {
    assertThatThrownBy(() -> fail(new IOException("listing failed", answer(404))))
        .isInstanceOf(StorageException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void refusalOfCloudStorageIsToldInItsWords() {
    HttpResponseException refusal =
        new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
            .setMessage(
                """
                403 Forbidden
                GET it
                {"code": 403, "message": "she may not read it"}""")
            .build();
    assertThatThrownBy(() -> fail(new IOException("several\nlines", refusal)))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot read it: she may not read it (status 403)");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void busyCloudStorageIsAskedAgain() {
    HttpResponseException busy =
        new HttpResponseException.Builder(503, "Unavailable", new HttpHeaders()).build();
    assertThatThrownBy(() -> fail(new IOException(busy))).isInstanceOf(StorageException.class);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void mistakeOfTheProgramStaysUnchecked() {
    assertThatThrownBy(() -> fail(new IllegalArgumentException("wrong")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void fail(Exception failure) throws IOException {
    Object unused =
        TWO_RETRIES.call(
            "read it",
            () -> {
              attempts.incrementAndGet();
              if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
              }
              throw (IOException) failure;
            });
  }

  private static SdkServiceException answer(int status) {
    return SdkServiceException.builder().statusCode(status).build();
  }
}
