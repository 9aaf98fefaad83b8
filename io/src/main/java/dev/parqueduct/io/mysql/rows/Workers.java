package dev.parqueduct.io.mysql.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same for many things, side by side. */
public record Workers(int threads) {
  /** As many as there are processors, and more where mostly the storage is waited for. */
  public static Workers ofProcessors() {
    return new Workers(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  /** What is done for a thing. */
  @FunctionalInterface
  public interface Task<T, R> {
    R run(T thing) throws IOException;
  }

  /** The results, in the order of the things; the first failure ends it. */
  public <T, R> List<R> map(List<T> things, Task<T, R> task) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<R>> running = new ArrayList<>();
      for (T thing : things) {
        running.add(pool.submit(() -> task.run(thing)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> result : running) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
