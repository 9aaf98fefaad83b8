package dev.parqueduct.pipelines.backfillevents;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.ServerLoad;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.pipelines.run.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How a backfill gets on, for its progress bar. The server is asked what it is busy with every few
 * seconds, beside the run: a server that does not answer must not keep the bar from moving.
 */
final class LoadWatch implements AutoCloseable {
  private static final int SECONDS = 3;

  private final ServerClient client;
  private final TableName events;
  private final List<String> partitions;
  private final long chunks;
  private final ScheduledExecutorService thread;
  private volatile String load = "";
  private double backfillSeconds = 1;

  private LoadWatch(
      ServerClient client,
      TableName events,
      List<String> partitions,
      long chunks,
      ScheduledExecutorService thread) {
    this.client = requireNonNull(client, "client");
    this.events = requireNonNull(events, "events");
    this.partitions = List.copyOf(partitions);
    this.chunks = chunks;
    this.thread = requireNonNull(thread, "thread");
  }

  /**
   * @param partitions that are written
   * @param chunks that are to be done
   */
  static LoadWatch start(
      ServerClient client, TableName events, List<String> partitions, long chunks) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "server-load");
              daemon.setDaemon(true);
              return daemon;
            });
    LoadWatch watch = new LoadWatch(client, events, partitions, chunks, thread);
    var unused = thread.scheduleWithFixedDelay(watch::ask, 0, SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  void ask() {
    try {
      load = ServerLoad.of(client, events, partitions).map(now -> "; " + now.words()).orElse("");
    } catch (IOException | RuntimeException e) {
      // The run itself finds out whether it can go on.
      load = "; the server does not say what it is busy with";
    }
  }

  /** What there is to say of a run so far. */
  String words(Watch watch, double seconds) {
    long verified = watch.counter("chunks_verified");
    if (verified == 0) {
      backfillSeconds = Math.max(seconds, 0.001);
    }
    return String.format(
        Locale.ROOT,
        "%,d/%,d chunks, %,.0f obs/s, %,.0f events/s%s%s%s%s",
        watch.counter("units_done"),
        chunks,
        watch.counter("rows_read") / backfillSeconds,
        watch.counter("rows_written") / backfillSeconds,
        some(watch, "rows_rejected", "rejected"),
        some(watch, "units_failed", "chunks failed"),
        some(watch, "chunks_verified", "chunks verified"),
        load);
  }

  private static String some(Watch watch, String counter, String what) {
    long count = watch.counter(counter);
    return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
