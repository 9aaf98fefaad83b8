package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up values of objects by key. For use by all threads of a process: a key that is asked for
 * by several of them, or again, is one request. What can pass is tried again, with exponential
 * backoff and full jitter; no key is ever lost, and a failure is never taken for an absent object.
 *
 * <p>Once as many keys in a row as there may be in flight have failed for good, the store counts as
 * down, and all further keys fail at once: their rows stay as they are for another run.
 */
public final class Lookups implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

  /** Keys that wait for a request, or to be asked again, by those that may be in flight. */
  private static final int WAITING = 8;

  private final LookupSettings settings;
  private final Exchange exchange;
  private final ValueReader values;
  private final Dispatch dispatch;
  private final Backoff backoff;
  private final Cache<String, Answer> remembered;
  private final Map<String, Lookup> open = new ConcurrentHashMap<>();
  private final Semaphore room;
  private final LookupCounts counts = new LookupCounts();
  private Map<String, Long> taken = Map.of();
  private final AtomicInteger failuresInARow = new AtomicInteger();

  /** The newest version of what lets requests in that has let one in. */
  private final LongAccumulator letIn = new LongAccumulator(Math::max, -1);

  private volatile String down = "";
  private volatile String lastFailure = "";

  Lookups(LookupSettings settings, Exchange exchange) {
    this.settings = requireNonNull(settings, "settings");
    this.exchange = requireNonNull(exchange, "exchange");
    this.values = new ValueReader(settings.valuePaths());
    this.dispatch = new Dispatch(settings.maxInFlight(), settings.startRate(), this::send);
    this.backoff = new Backoff(settings.backoffMillis());
    this.remembered = Caffeine.newBuilder().maximumSize(settings.remembered()).build();
    this.room = new Semaphore(WAITING * settings.maxInFlight());
  }

  public LookupSettings settings() {
    return settings;
  }

  /**
   * Asks for a key; waits while very many wait already. The future never fails: what goes wrong is
   * in the {@link Answer}. It is shared, and must not be completed by others. Do not ask from
   * within what is done with an answer.
   */
  public CompletableFuture<Answer> ask(String key) throws InterruptedException {
    counts.asked.increment();
    Answer known = remembered.getIfPresent(key);
    if (known != null) {
      counts.remembered.increment();
      return CompletableFuture.completedFuture(known);
    }
    if (!down.isEmpty()) {
      counts.failed.increment();
      return CompletableFuture.completedFuture(Answer.failed(down));
    }
    Lookup lookup = new Lookup(key);
    Lookup other = open.putIfAbsent(key, lookup);
    if (other != null) {
      counts.remembered.increment();
      return other.answer;
    }
    known = remembered.getIfPresent(key);
    if (known != null) {
      // It was answered between the two looks.
      Lookup unused = open.remove(key);
      counts.remembered.increment();
      lookup.answer.complete(known);
      return lookup.answer;
    }
    acquireRoom(lookup);
    dispatch.add(lookup);
    return lookup.answer;
  }

  private void acquireRoom(Lookup lookup) throws InterruptedException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      // Others may share it by now.
      open.remove(lookup.key);
      lookup.answer.complete(Answer.failed("interrupted"));
      throw e;
    }
  }

  private void send(Lookup lookup) {
    counts.requests.increment();
    lookup.attempts++;
    exchange.get(lookup.key, (reply, version) -> replied(lookup, reply, version));
  }

  private void replied(Lookup lookup, Reply reply, long version) {
    boolean pushedBack = reply.mayPass();
    if (pushedBack) {
      counts.pushBacks.increment();
    }
    dispatch.answered(pushedBack);
    if (reply.status() == Reply.OK) {
      letIn.accumulate(version);
    }
    if (reply.isUnauthorized() && mayRenew(lookup, version)) {
      lookup.renewed = true;
      exchange.renewAuthorization(version);
      retry(lookup, reply);
    } else if (reply.mayPass() && lookup.attempts <= settings.retries() && down.isEmpty()) {
      retry(lookup, reply);
    } else {
      finish(lookup, answer(lookup, reply));
    }
  }

  /** Once, and again if what was refused has let others in: then it has ended, too. */
  private boolean mayRenew(Lookup lookup, long refused) {
    return !lookup.renewed || (letIn.get() >= refused && lookup.attempts <= settings.retries());
  }

  private void retry(Lookup lookup, Reply reply) {
    counts.retries.increment();
    double random = ThreadLocalRandom.current().nextDouble();
    dispatch.addLater(lookup, backoff.millis(lookup.attempts, reply.retryAfterMillis(), random));
  }

  private Answer answer(Lookup lookup, Reply reply) {
    if (reply.status() == Reply.OK) {
      return values.read(reply.body());
    }
    if (reply.status() == Reply.NOT_FOUND) {
      // Of a bucket that is missing, every object is; that is no answer on the object.
      return reply.text().contains("NoSuchBucket")
          ? Answer.failed("there is no such bucket")
          : Answer.ABSENT;
    }
    return Answer.failed(
        lookup.attempts == 1
            ? reply.reason()
            : reply.reason() + " after " + lookup.attempts + " requests");
  }

  private void finish(Lookup lookup, Answer answer) {
    counts.add(answer);
    if (answer.kind() == Answer.Kind.FAILED) {
      failed(lookup, answer);
    } else {
      failuresInARow.set(0);
      remembered.put(lookup.key, answer);
    }
    open.remove(lookup.key);
    room.release();
    lookup.answer.complete(answer);
  }

  private void failed(Lookup lookup, Answer answer) {
    LOG.debug("event=lookup_failed key={} reason={}", lookup.key, answer.text());
    lastFailure = answer.text();
    int row = failuresInARow.incrementAndGet();
    if (row >= settings.maxInFlight() && down.isEmpty()) {
      down = "not tried, as " + row + " lookups in a row had failed: " + answer.text();
      LOG.warn(
          "{} lookups in a row have failed, the last with: {}. The rest is left for another run.",
          row,
          answer.text());
    }
  }

  /** Whether so many lookups have failed that no more are tried. */
  public boolean isDown() {
    return !down.isEmpty();
  }

  /** Why the last lookup failed that did, or an empty text. */
  public String lastFailure() {
    return lastFailure;
  }

  /** What this client has done so far, by name. */
  public Map<String, Long> counts() {
    return counts.snapshot();
  }

  /** What this client has done since this was last asked, by name. */
  public synchronized Map<String, Long> takeCounts() {
    Map<String, Long> now = counts.snapshot();
    Map<String, Long> since = new LinkedHashMap<>();
    now.forEach((name, count) -> since.put(name, count - taken.getOrDefault(name, 0L)));
    taken = now;
    return since;
  }

  /** Ends the client; what is open fails. */
  @Override
  public void close() {
    dispatch.close();
    exchange.close();
    open.values().forEach(lookup -> lookup.answer.complete(Answer.failed("the client was closed")));
  }
}
