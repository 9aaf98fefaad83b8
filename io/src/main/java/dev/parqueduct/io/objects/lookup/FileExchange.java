package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads the files of a folder, with a few threads. */
final class FileExchange implements Exchange {
  private static final int MOST_THREADS = 16;

  private final String folder;
  private final ObjectStore files = ObjectStore.withRetries(RetryPolicy.NONE);
  private final ExecutorService readers;

  FileExchange(LookupSettings settings) {
    this.folder = requireNonNull(settings.prefix(), "folder");
    this.readers =
        Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, settings.maxInFlight()),
            task -> {
              Thread thread = new Thread(task, "lookup-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void get(String key, Caller caller) {
    readers.execute(() -> caller.replied(read(key), 0));
  }

  private Reply read(String key) {
    if (key.isEmpty() || key.startsWith(".") || key.indexOf('/') >= 0 || key.indexOf('\\') >= 0) {
      return Reply.of(Reply.NOT_FOUND, new byte[0]);
    }
    try {
      Optional<byte[]> content = files.read(ObjectStore.join(folder, key));
      return content
          .map(bytes -> Reply.of(Reply.OK, bytes))
          .orElseGet(() -> Reply.of(Reply.NOT_FOUND, new byte[0]));
    } catch (IOException | RuntimeException e) {
      return Reply.none(HttpLane.words(e));
    }
  }

  @Override
  public void renewAuthorization(long refused) {
    // The file system lets in whom it lets in.
  }

  @Override
  public void close() {
    var unused = readers.shutdownNow();
  }
}
