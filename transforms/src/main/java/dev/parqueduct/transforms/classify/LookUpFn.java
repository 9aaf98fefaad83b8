package dev.parqueduct.transforms.classify;

import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.objects.lookup.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Asks for the keys of elements while they come, and lets elements go when all their answers are
 * there. They leave only while an element is processed or the bundle is finished, in the bundle in
 * which they came; a bundle that loses one fails.
 */
final class LookUpFn<T, O> extends DoFn<Iterable<T>, O> {
  /** Elements that wait for answers, at most. */
  private static final int WAITING = 20_000;

  private final LookupSettings settings;
  private final Store.Access access;
  private final Enrichment<T, O> enrichment;
  private transient SharedLookups client;
  private transient Deque<Waiting<T>> waiting;
  private transient long in;
  private transient long out;

  private record Waiting<T>(
      T element, List<CompletableFuture<Answer>> answers, Instant timestamp, BoundedWindow window) {
    boolean isAnswered() {
      return answers.stream().allMatch(CompletableFuture::isDone);
    }
  }

  LookUpFn(LookupSettings settings, Store.Access access, Enrichment<T, O> enrichment) {
    this.settings = settings;
    this.access = access;
    this.enrichment = enrichment;
  }

  @Setup
  public void setup() {
    client = SharedLookups.use(settings, access);
  }

  @StartBundle
  public void startBundle() {
    waiting = new ArrayDeque<>();
    in = 0;
    out = 0;
  }

  @ProcessElement
  public void process(
      @Element Iterable<T> batch,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      OutputReceiver<O> receiver)
      throws InterruptedException {
    for (T element : batch) {
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (String key : enrichment.keys(element)) {
        answers.add(client.lookups().ask(key));
      }
      waiting.add(new Waiting<>(element, answers, timestamp, window));
      in++;
      if (waiting.size() >= WAITING) {
        await(waiting.peek());
      }
    }
    outputAnswered(timestamp, window, receiver);
    LookupMetrics.report(client.lookups());
  }

  /** Those that may leave with this element: of its window, and not older. */
  private void outputAnswered(Instant timestamp, BoundedWindow window, OutputReceiver<O> receiver)
      throws InterruptedException {
    for (Iterator<Waiting<T>> each = waiting.iterator(); each.hasNext(); ) {
      Waiting<T> next = each.next();
      if (next.isAnswered() && next.window.equals(window) && !next.timestamp.isBefore(timestamp)) {
        each.remove();
        out++;
        receiver.outputWithTimestamp(enriched(next), next.timestamp);
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws InterruptedException {
    while (!waiting.isEmpty()) {
      Waiting<T> next = waiting.remove();
      out++;
      context.output(enriched(next), next.timestamp, next.window);
    }
    LookupMetrics.report(client.lookups());
    if (in != out) {
      throw new IllegalStateException(in + " elements came, and " + out + " left");
    }
  }

  private O enriched(Waiting<T> element) throws InterruptedException {
    return enrichment.enriched(element.element, await(element));
  }

  private List<Answer> await(Waiting<T> element) throws InterruptedException {
    List<Answer> answers = new ArrayList<>(element.answers.size());
    for (CompletableFuture<Answer> answer : element.answers) {
      try {
        answers.add(answer.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a lookup failed without an answer", e);
      }
    }
    return answers;
  }

  @Teardown
  public void teardown() {
    if (client != null) {
      client.close();
    }
  }
}
