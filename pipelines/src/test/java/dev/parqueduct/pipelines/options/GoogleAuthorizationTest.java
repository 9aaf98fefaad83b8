package dev.parqueduct.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.GoogleAuthorization;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.io.objects.lookup.testing.StubStore;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GoogleAuthorizationTest {
  /** How long before its end a token is renewed by the library: a little less than four minutes. */
  private static final Duration SOON = Duration.ofSeconds(200);

  /** Gives out tokens with numbers; some end soon, some cannot be had. */
  private static final class Tokens extends OAuth2Credentials {
    private static final long serialVersionUID = 1;
    private final transient AtomicInteger given = new AtomicInteger();
    private final Duration first;
    private final int failures;

    Tokens(Duration first, int failures) {
      this.first = first;
      this.failures = failures;
    }

    @Override
    public AccessToken refreshAccessToken() throws IOException {
      int number = given.incrementAndGet();
      if (number > 1 && number <= 1 + failures) {
        throw new IOException("no token today");
      }
      Instant end = Instant.now().plus(number == 1 ? first : Duration.ofHours(1));
      return new AccessToken("token-" + number, Date.from(end));
    }
  }

  private static SharedLookups client(StubStore store, Tokens tokens) {
    return SharedLookups.use(
        LookupSettings.of(store.prefix()).withRetries(6, 1),
        prefix -> new Store(URI.create(prefix), new GoogleAuthorization(tokens)));
  }

  private static Answer ask(SharedLookups client, String key) throws Exception {
    return client.lookups().ask(key).get(30, TimeUnit.SECONDS);
  }

  @Test
  void aTokenIsRenewedBeforeItEndsAndNoRequestIsRefused() throws Exception {
    Tokens tokens = new Tokens(SOON, 0);
    try (StubStore store = new StubStore((key, attempt) -> Answered.ok("malware"));
        SharedLookups client = client(store, tokens)) {
      List<String> sent = new ArrayList<>();
      do {
        String key = "key" + sent.size();
        assertThat(ask(client, key)).isEqualTo(Answer.found("MALWARE"));
        sent.add(store.headersOf(key).get("Authorization"));
      } while (!sent.contains("Bearer token-2"));

      assertThat(sent).startsWith("Bearer token-1").endsWith("Bearer token-2");
      assertThat(tokens.given).hasValue(2);
      assertThat(store.requests()).isEqualTo(sent.size());
    }
  }

  @Test
  void manyRequestsThatComeBackRefusedRenewTheTokenOnce() throws Exception {
    Tokens tokens = new Tokens(Duration.ofHours(1), 0);
    CountDownLatch inFlight = new CountDownLatch(10);
    StubStore[] stub = new StubStore[1];
    try (StubStore store =
            new StubStore(
                (key, attempt) -> {
                  if (!"Bearer token-1".equals(stub[0].headersOf(key).get("Authorization"))) {
                    return Answered.ok("malware");
                  }
                  inFlight.countDown();
                  await(inFlight);
                  return Answered.status(401);
                });
        SharedLookups client = client(store, tokens)) {
      stub[0] = store;
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        asked.add(client.lookups().ask("key" + i));
      }
      for (CompletableFuture<Answer> answer : asked) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(Answer.found("MALWARE"));
      }
      assertThat(tokens.given).hasValue(2);
      assertThat(store.requests()).isEqualTo(20);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTokenThatIsRefusedThoughItIsNewIsAFailure() throws Exception {
    Tokens tokens = new Tokens(Duration.ofHours(1), 0);
    try (StubStore store = new StubStore((key, attempt) -> Answered.status(401));
        SharedLookups client = client(store, tokens)) {
      assertThat(ask(client, "a")).isEqualTo(Answer.failed("status 401 after 2 requests"));
      assertThat(tokens.given).hasValue(2);
    }
  }

  @Test
  void aNewTokenThatHasLetOthersInAndIsRefusedThenIsRenewedToo() throws Exception {
    Tokens tokens = new Tokens(Duration.ofHours(1), 0);
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch othersIn = new CountDownLatch(1);
    try (StubStore store =
            new StubStore(
                (key, attempt) -> {
                  if (key.equals("b") || attempt > 2) {
                    return Answered.ok("malware");
                  }
                  if (attempt == 2) {
                    second.countDown();
                    await(othersIn);
                  }
                  return Answered.status(401);
                });
        SharedLookups client = client(store, tokens)) {
      CompletableFuture<Answer> refused = client.lookups().ask("a");
      await(second);
      assertThat(ask(client, "b")).isEqualTo(Answer.found("MALWARE"));
      othersIn.countDown();
      assertThat(refused.get(30, TimeUnit.SECONDS)).isEqualTo(Answer.found("MALWARE"));
      assertThat(tokens.given).hasValue(3);
    }
  }

  @Test
  void aTokenThatCannotBeHadIsAskedForAgain() throws Exception {
    // The first has ended when it comes, and is asked for with every request.
    Tokens tokens = new Tokens(Duration.ofSeconds(-1), 2);
    try (StubStore store = new StubStore((key, attempt) -> Answered.ok("malware"));
        SharedLookups client = client(store, tokens)) {
      assertThat(ask(client, "a")).isEqualTo(Answer.found("MALWARE"));
      assertThat(ask(client, "b")).isEqualTo(Answer.found("MALWARE"));
      assertThat(store.headersOf("b")).containsEntry("Authorization", "Bearer token-4");
    }
  }
}
