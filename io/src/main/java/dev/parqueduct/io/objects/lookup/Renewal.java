package dev.parqueduct.io.objects.lookup;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews something in a thread of its own, once for all requests that were refused with the same:
 * of very many in flight, each comes back refused.
 */
final class Renewal {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

  private final Renewed renewed;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lookup-renewal");
            thread.setDaemon(true);
            return thread;
          });
  private boolean running;
  private boolean done;
  private long doneAt;

  /** What is renewed. */
  @FunctionalInterface
  interface Renewed {
    void renew() throws Exception;
  }

  Renewal(Renewed renewed) {
    this.renewed = renewed;
  }

  /** The thread; what it is given while it renews something is run afterwards. */
  Executor background() {
    return background;
  }

  synchronized boolean isRunning() {
    return running;
  }

  /**
   * Begins, unless it is at it, or has done it since.
   *
   * @param sentAt when the request was sent that was refused
   */
  synchronized void begin(long sentAt) {
    if (running || background.isShutdown() || (done && sentAt - doneAt < 0)) {
      return;
    }
    running = true;
    background.execute(this::run);
  }

  private void run() {
    boolean succeeded = false;
    try {
      renewed.renew();
      succeeded = true;
    } catch (Exception e) {
      LOG.warn("What lets lookups in could not be renewed: {}", e.getMessage());
    }
    end(succeeded);
  }

  private synchronized void end(boolean succeeded) {
    running = false;
    if (succeeded) {
      done = true;
      doneAt = System.nanoTime();
    }
  }

  void close() {
    var unused = background.shutdownNow();
  }
}
