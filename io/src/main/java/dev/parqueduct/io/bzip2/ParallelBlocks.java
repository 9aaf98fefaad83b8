package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Decodes blocks on several threads, ahead of the reader. The thread that reads is one of them: it
 * decodes while the block it wants is not there yet.
 *
 * <p>The threads take turns to read a block from the input, which finds where the next one begins,
 * and then decode what they have read side by side. Reading is about a third of the work, so a
 * handful of threads have work at a time; in return no block is ever searched for by its magic,
 * which may occur by chance, and a damaged input means the same as for one thread.
 *
 * <p>Besides its decoder each thread has two texts, so it takes 8 MB.
 *
 * <p>There is one task for each buffer that waits for a block. A reader that goes away without
 * closing stops handing back buffers; then no tasks are left, and the threads, which do not wait
 * long for work, end.
 */
final class ParallelBlocks implements BlockFeed {

  private static final long IDLE_MILLIS = 1000;
  private static final long CLOSE_MILLIS = 2000;

  private final BlockSource source;
  private final ThreadPoolExecutor threads;

  /** Results in the order of the input; the last one is empty or an error. */
  private final BlockingQueue<CompletableFuture<Optional<DecodedBlock>>> results =
      new LinkedBlockingQueue<>();

  /** Guarded by {@link #source}. */
  private boolean ended;

  private Optional<DecodedBlock> lent = Optional.empty();

  ParallelBlocks(BlockSource source, int threadCount) {
    this.source = source;
    threads =
        new ThreadPoolExecutor(
            threadCount - 1,
            threadCount - 1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "bzip2-block");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    for (int i = 0; i < 2 * threadCount; i++) {
      fill(new DecodedBlock());
    }
  }

  @Override
  public Optional<DecodedBlock> next() throws IOException {
    lent.ifPresent(this::fill);
    lent = Optional.empty();
    helpUntilNextIsDecoded();
    try {
      lent = results.take().get();
      return lent;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a bzip2 block");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException("decoding a bzip2 block failed: " + e.getCause(), e.getCause());
    }
  }

  /** Decodes instead of waiting, as long as there is something to decode. */
  private void helpUntilNextIsDecoded() {
    while (results.isEmpty() || !results.element().isDone()) {
      Runnable task = threads.getQueue().poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }

  private void fill(DecodedBlock block) {
    threads.execute(() -> decodeNext(block));
  }

  private void decodeNext(DecodedBlock block) {
    CompletableFuture<Optional<DecodedBlock>> result = new CompletableFuture<>();
    BlockDecoder decoder = BlockDecoders.acquire();
    try {
      if (read(decoder, result)) {
        decoder.decode(block);
        result.complete(Optional.of(block));
      }
    } catch (Throwable e) {
      result.completeExceptionally(e);
    } finally {
      BlockDecoders.release(decoder);
    }
  }

  private boolean read(BlockDecoder decoder, CompletableFuture<Optional<DecodedBlock>> result)
      throws IOException {
    synchronized (source) {
      if (ended || threads.isShutdown()) {
        return false;
      }
      results.add(result);
      ended = true; // unless this goes well
      ended = !source.readBlock(decoder);
      if (ended) {
        result.complete(Optional.empty());
      }
      return !ended;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // So that nobody reads the input when it is closed next. Decoding a block takes milliseconds;
      // a read of the input that hangs is left to fail when the input is closed.
      threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
