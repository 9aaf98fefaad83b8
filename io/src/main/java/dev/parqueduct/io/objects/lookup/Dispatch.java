package dev.parqueduct.io.objects.lookup;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Decides when requests are sent: no more at a time than {@link Concurrency} says, no faster than
 * {@link RateRamp}, and retries within {@link RetryBudget}, before what is new.
 */
final class Dispatch {
  private final Consumer<Lookup> send;
  private final Concurrency concurrency;
  private final RateRamp ramp;
  private final RetryBudget budget;
  private final Queue<Lookup> fresh = new ArrayDeque<>();
  private final Queue<Lookup> again = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lookup-timer");
            thread.setDaemon(true);
            return thread;
          });
  private int active;
  private boolean wakeUpSet;

  Dispatch(int maxInFlight, double startRate, Consumer<Lookup> send) {
    long now = System.nanoTime();
    this.send = send;
    this.concurrency = new Concurrency(maxInFlight, now);
    this.ramp = new RateRamp(startRate, now);
    this.budget = new RetryBudget(maxInFlight, now);
  }

  /** Adds a key that is asked for the first time. */
  void add(Lookup lookup) {
    synchronized (this) {
      budget.firstRequest();
      fresh.add(lookup);
    }
    sendAll();
  }

  /** Adds a key that is to be asked for again, not before some time has passed. */
  void addLater(Lookup lookup, long millis) {
    schedule(
        () -> {
          synchronized (this) {
            again.add(lookup);
          }
          sendAll();
        },
        TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** A request has come to its end. */
  void answered(boolean refused) {
    synchronized (this) {
      active--;
      concurrency.answered(refused, System.nanoTime());
    }
    sendAll();
  }

  private void sendAll() {
    for (Lookup next = next(); next != null; next = next()) {
      send.accept(next);
    }
  }

  private synchronized Lookup next() {
    if (active >= concurrency.limit() || (fresh.isEmpty() && again.isEmpty())) {
      return null;
    }
    long now = System.nanoTime();
    long budgetWait = again.isEmpty() ? 0 : budget.take(now);
    boolean retry = !again.isEmpty() && budgetWait == 0;
    if (!retry && fresh.isEmpty()) {
      wakeUp(budgetWait);
      return null;
    }
    long rampWait = ramp.take(now);
    if (rampWait > 0) {
      if (retry) {
        budget.giveBack();
      }
      wakeUp(rampWait);
      return null;
    }
    active++;
    return retry ? again.remove() : fresh.remove();
  }

  private void wakeUp(long nanos) {
    if (!wakeUpSet) {
      wakeUpSet = true;
      schedule(
          () -> {
            synchronized (this) {
              wakeUpSet = false;
            }
            sendAll();
          },
          nanos);
    }
  }

  private void schedule(Runnable task, long nanos) {
    if (!timer.isShutdown()) {
      var unused = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
  }

  void close() {
    var unused = timer.shutdownNow();
  }
}
