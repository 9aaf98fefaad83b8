package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Decodes blocks on several threads, ahead of the reader. The thread that reads is one of them: it
 * works while the block it wants is not there yet.
 *
 * <p>A block passes through two steps. One thread at a time reads a block from the input, which
 * finds where the next one begins; any number decode what was read. A thread that finds the input
 * taken decodes instead of waiting, and blocks are read ahead so that there is one to decode.
 * Reading is about a third of the work, so a handful of threads have work at a time; in return no
 * block is ever searched for by its magic, which may occur by chance, and a damaged input means the
 * same as for one thread.
 *
 * <p>For each thread there are a decoder, two readers and three texts, 10 MB.
 *
 * <p>Threads work as long as there is a buffer to fill. A reader that goes away without closing
 * stops handing buffers back; then the threads run out of work, and end soon after.
 */
final class ParallelBlocks implements BlockFeed {

  private static final long IDLE_MILLIS = 1000;
  private static final long CLOSE_MILLIS = 2000;
  private static final int BUFFERS_PER_THREAD = 3;

  /** One block on its way; its fields are written by the thread that has it. */
  private static final class Slot {
    private final DecodedBlock block;
    private BlockReader reader;

    /** Guarded by {@link ParallelBlocks#lock}, as is the outcome until it is set. */
    private boolean done;

    private boolean end;
    private Throwable failure;

    private Slot(DecodedBlock block) {
      this.block = block;
    }
  }

  private final BlockSource source;
  private final int threadCount;
  private final ThreadPoolExecutor threads;

  private final Object lock = new Object();

  // All of these are guarded by the lock.
  private final Deque<DecodedBlock> free = new ArrayDeque<>();
  private final Deque<Slot> toDecode = new ArrayDeque<>();

  /** In the order of the input; the last one is the end or a failure. */
  private final Deque<Slot> slots = new ArrayDeque<>();

  private boolean reading;
  private boolean ended;
  private int helpers;

  private Optional<DecodedBlock> lent = Optional.empty();

  ParallelBlocks(BlockSource source, int threadCount) {
    this.source = source;
    this.threadCount = threadCount;
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
    for (int i = 0; i < BUFFERS_PER_THREAD * threadCount; i++) {
      free.add(new DecodedBlock());
    }
  }

  @Override
  public Optional<DecodedBlock> next() throws IOException {
    synchronized (lock) {
      lent.ifPresent(free::add);
      callHelper();
    }
    Slot slot;
    try {
      slot = nextDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a bzip2 block");
    }
    if (slot.failure instanceof IOException io) {
      throw io;
    }
    if (slot.failure != null) {
      throw new IOException("decoding a bzip2 block failed: " + slot.failure, slot.failure);
    }
    lent = slot.end ? Optional.empty() : Optional.of(slot.block);
    return lent;
  }

  /** Works until the next block is there, and waits for it if there is nothing to do. */
  private Slot nextDone() throws InterruptedException {
    Optional<Runnable> work = Optional.empty();
    while (true) {
      work.ifPresent(Runnable::run);
      synchronized (lock) {
        work = Optional.empty();
        while (!nextIsDone() && work.isEmpty()) {
          work = takeWork();
          if (work.isEmpty()) {
            lock.wait();
          }
        }
        if (work.isEmpty()) {
          return slots.remove();
        }
      }
    }
  }

  private boolean nextIsDone() {
    return !slots.isEmpty() && slots.element().done;
  }

  /** Wakes a thread if there is work for one more; called with the lock held. */
  private void callHelper() {
    if (helpers < threadCount - 1 && (canRead() || !toDecode.isEmpty()) && !threads.isShutdown()) {
      helpers++;
      threads.execute(this::help);
    }
  }

  private void help() {
    while (true) {
      Optional<Runnable> work;
      synchronized (lock) {
        work = takeWork();
        if (work.isEmpty()) {
          helpers--;
          return;
        }
      }
      work.get().run();
    }
  }

  private boolean canRead() {
    return !reading && !ended && !free.isEmpty() && toDecode.size() < threadCount;
  }

  /** What to do next, taken from the queues; called with the lock held. */
  private Optional<Runnable> takeWork() {
    if (canRead()) {
      Slot slot = new Slot(free.remove());
      slots.add(slot);
      reading = true;
      return Optional.of(() -> read(slot));
    }
    return Optional.ofNullable(toDecode.poll()).map(slot -> () -> decode(slot));
  }

  private void read(Slot slot) {
    boolean more = false;
    slot.reader = Idle.READERS.acquire();
    try {
      more = source.readBlock(slot.reader);
      slot.end = !more;
    } catch (Throwable e) {
      slot.failure = e;
    }
    synchronized (lock) {
      reading = false;
      if (more) {
        toDecode.add(slot);
        callHelper();
        lock.notifyAll();
        return;
      }
      ended = true;
    }
    finish(slot);
  }

  private void decode(Slot slot) {
    BlockDecoder decoder = Idle.DECODERS.acquire();
    try {
      decoder.decode(slot.reader, slot.block);
    } catch (Throwable e) {
      slot.failure = e;
    } finally {
      Idle.DECODERS.release(decoder);
    }
    finish(slot);
  }

  private void finish(Slot slot) {
    Idle.READERS.release(slot.reader);
    synchronized (lock) {
      slot.done = true;
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      ended = true;
      toDecode.clear();
    }
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
