package dev.parqueduct.io.objects.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.lookup.testing.StubStore;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LookupsTest {
  private static SharedLookups client(LookupSettings settings) {
    return SharedLookups.use(settings, Store.Access.PLAIN);
  }

  private static LookupSettings quick(StubStore store) {
    return LookupSettings.of(store.prefix()).withRetries(6, 20);
  }

  private static Answer ask(LookupSettings settings, String key) throws Exception {
    try (SharedLookups client = client(settings)) {
      return client.lookups().ask(key).get(30, TimeUnit.SECONDS);
    }
  }

  private static Map<String, Answer> askAll(SharedLookups client, List<String> keys)
      throws Exception {
    Map<String, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
    for (String key : keys) {
      asked.put(key, client.lookups().ask(key));
    }
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Map.Entry<String, CompletableFuture<Answer>> each : asked.entrySet()) {
      answers.put(each.getKey(), each.getValue().get(50, TimeUnit.SECONDS));
    }
    return answers;
  }

  private static List<String> keys(int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(String.format("%040x", i));
    }
    return keys;
  }

  /** What the stub holds: a quarter of the keys is absent. */
  private static Answered truth(String key) {
    int number = Integer.parseInt(key.substring(30), 16);
    return number % 4 == 0 ? Answered.status(404) : Answered.ok("class" + number % 7);
  }

  private static Answer expected(String key) {
    int number = Integer.parseInt(key.substring(30), 16);
    return number % 4 == 0 ? Answer.ABSENT : Answer.found("CLASS" + number % 7);
  }

  @Test
  void everyKeyIsAskedOnceOnFewConnectionsAndAnsweredRight() throws Exception {
    List<String> keys = keys(5000);
    try (StubStore store = new StubStore((key, attempt) -> truth(key));
        SharedLookups client = client(quick(store).withMaxInFlight(8))) {
      Map<String, Answer> answers = askAll(client, keys);

      assertThat(answers).allSatisfy((key, answer) -> assertThat(answer).isEqualTo(expected(key)));
      assertThat(store.requests()).isEqualTo(5000);
      assertThat(store.most()).isLessThanOrEqualTo(8);
      assertThat(client.lookups().counts())
          .containsEntry("found", 3750L)
          .containsEntry("absent", 1250L)
          .containsEntry("failed", 0L);
    }
  }

  @Test
  void whatIsOpenOrKnownIsNotAskedAgainNotEvenWhatIsAbsent() throws Exception {
    CountDownLatch both = new CountDownLatch(1);
    try (StubStore store =
            new StubStore(
                (key, attempt) -> {
                  await(both);
                  return truth(key);
                });
        SharedLookups first = client(quick(store));
        SharedLookups second = client(quick(store))) {
      List<String> keys = keys(8);
      List<CompletableFuture<Answer>> open = new ArrayList<>();
      for (String key : keys) {
        open.add(first.lookups().ask(key));
        open.add(second.lookups().ask(key));
      }
      both.countDown();
      for (CompletableFuture<Answer> answer : open) {
        assertThat(answer.get(10, TimeUnit.SECONDS).kind()).isNotEqualTo(Answer.Kind.FAILED);
      }
      assertThat(askAll(second, keys)).hasSize(8);
      assertThat(store.requests()).isEqualTo(8);
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
  void noKeyIsLostOrTakenForAbsentWhileATenthOfAllAnswersAreRefusals() throws Exception {
    List<String> keys = keys(4000);
    try (StubStore store =
            new StubStore(
                (key, attempt) ->
                    switch (Math.floorMod(31 * key.hashCode() + 7919 * attempt, 20)) {
                      case 0 -> Answered.status(429);
                      case 1 -> Answered.status(503);
                      default -> truth(key);
                    });
        SharedLookups client = client(quick(store))) {
      Map<String, Answer> answers = askAll(client, keys);

      assertThat(answers).allSatisfy((key, answer) -> assertThat(answer).isEqualTo(expected(key)));
      assertThat(store.requests()).isBetween(4200L, 5000L);
    }
  }

  @Test
  void retryAfterIsWaitedFor() throws Exception {
    try (StubStore store =
        new StubStore(
            (key, attempt) -> attempt == 1 ? Answered.status(429, "1") : Answered.ok("malware"))) {
      long start = System.nanoTime();

      assertThat(ask(quick(store), "a")).isEqualTo(Answer.found("MALWARE"));
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000L);
    }
  }

  @Test
  void aConnectionThatHangsOrBreaksIsReplaced() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (StubStore store =
        new StubStore(
            (key, attempt) -> {
              if (attempt == 1 && key.equals("hangs")) {
                await(end);
              }
              return attempt == 1 ? Answered.status(0) : Answered.ok("hacktool");
            })) {
      LookupSettings settings = quick(store).withTimeoutMillis(300);

      assertThat(ask(settings, "hangs")).isEqualTo(Answer.found("HACKTOOL"));
      assertThat(ask(settings, "breaks")).isEqualTo(Answer.found("HACKTOOL"));
      end.countDown();
    }
  }

  @Test
  void whatFailsForGoodSaysWhyAndIsNotRemembered() throws Exception {
    try (StubStore store = new StubStore((key, attempt) -> Answered.status(500));
        SharedLookups client = client(quick(store).withRetries(2, 1))) {
      assertThat(client.lookups().ask("a").get(10, TimeUnit.SECONDS))
          .isEqualTo(Answer.failed("status 500 after 3 requests"));
      store.script((key, attempt) -> Answered.status(403));
      assertThat(client.lookups().ask("a").get(10, TimeUnit.SECONDS))
          .isEqualTo(Answer.failed("status 403"));
      store.script((key, attempt) -> Answered.ok("unwanted"));
      assertThat(client.lookups().ask("a").get(10, TimeUnit.SECONDS))
          .isEqualTo(Answer.found("UNWANTED"));
    }
  }

  @Test
  void aMissingBucketIsNoMissingObject() throws Exception {
    try (StubStore store =
        new StubStore(
            (key, attempt) ->
                new Answered(404, "<Error><Code>NoSuchBucket</Code></Error>", Map.of()))) {
      assertThat(ask(quick(store), "a")).isEqualTo(Answer.failed("there is no such bucket"));
    }
  }

  @Test
  void aStoreThatIsDownIsLeftInPeaceSoon() throws Exception {
    try (StubStore store = new StubStore((key, attempt) -> Answered.status(503));
        SharedLookups client = client(quick(store).withRetries(1, 1).withMaxInFlight(10))) {
      Map<String, Answer> answers = askAll(client, keys(1000));

      assertThat(answers.values()).allMatch(answer -> answer.kind() == Answer.Kind.FAILED);
      assertThat(client.lookups().isDown()).isTrue();
      assertThat(store.requests()).isLessThan(500);
    }
  }

  @Test
  void aRefusedTokenIsRenewedOnce() throws Exception {
    int[] renewed = new int[1];
    Authorization tokens =
        new Authorization() {
          @Override
          public void authorize(java.net.URI uri, Callback callback) {
            callback.headers(Map.of("Authorization", "Bearer " + renewed[0]), renewed[0]);
          }

          @Override
          public void renew(long refused) {
            renewed[0]++;
          }
        };
    try (StubStore store =
            new StubStore((key, attempt) -> attempt == 1 ? Answered.status(401) : truth(key));
        SharedLookups client =
            SharedLookups.use(
                quick(store), prefix -> new Store(java.net.URI.create(prefix), tokens))) {
      String key = keys(2).get(1);
      assertThat(client.lookups().ask(key).get(10, TimeUnit.SECONDS)).isEqualTo(expected(key));
      assertThat(renewed[0]).isEqualTo(1);
      assertThat(store.headersOf(key)).containsEntry("Authorization", "Bearer 1");
    }
  }

  @Test
  void filesOfAFolderAreReadTheSameWay(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a"), "{\"classification\":\"ransomware\",\"v\":1}");
    Files.writeString(folder.resolve("b"), "no json");
    LookupSettings settings = LookupSettings.of(folder.toString());

    assertThat(ask(settings, "a")).isEqualTo(Answer.found("RANSOMWARE"));
    assertThat(ask(settings, "b").kind()).isEqualTo(Answer.Kind.FAILED);
    assertThat(ask(settings, "c")).isEqualTo(Answer.ABSENT);
    assertThat(ask(settings, "../a")).isEqualTo(Answer.ABSENT);
  }

  @Test
  void nobodyListeningIsAFailure() throws Exception {
    String prefix;
    try (StubStore store = new StubStore((key, attempt) -> truth(key))) {
      prefix = store.prefix();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Answer answer = ask(LookupSettings.of(prefix).withRetries(1, 1), "a");
    assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED);
    assertThat(answer.text()).startsWith("no connection: ").endsWith("after 2 requests");
  }
}
