package dev.parqueduct.io.bzip2;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Block readers and decoders that no stream uses at the moment, most recently used first. A package
 * of 1 MB holds a dozen blocks, so allocating and zeroing 5 MB for each package would show. At most
 * two of a kind for each processor are kept, and the garbage collector may take them.
 */
final class Idle<T> {

  static final Idle<BlockReader> READERS = new Idle<>(BlockReader::new);
  static final Idle<BlockDecoder> DECODERS = new Idle<>(BlockDecoder::new);

  private static final int MAX_IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private final Supplier<T> make;
  private final Deque<SoftReference<T>> idle = new ArrayDeque<>();

  private Idle(Supplier<T> make) {
    this.make = make;
  }

  synchronized T acquire() {
    while (!idle.isEmpty()) {
      T found = idle.pop().get();
      if (found != null) {
        return found;
      }
    }
    return make.get();
  }

  synchronized void release(T used) {
    if (idle.size() < MAX_IDLE) {
      idle.push(new SoftReference<>(used));
    }
  }
}
