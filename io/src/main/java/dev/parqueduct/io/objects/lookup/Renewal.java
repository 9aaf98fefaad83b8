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
  private long version;

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

  /** How often it has been renewed; to be asked before what is renewed is used. */
  synchronized long version() {
    return version;
  }

  /**
   * Begins, unless it is at it, or has done it since.
   *
   * @param refused the version that was refused
   */
  synchronized void begin(long refused) {
    if (running || background.isShutdown() || refused < version) {
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
      version++;
    }
  }

  void close() {
    var unused = background.shutdownNow();
  }
}
