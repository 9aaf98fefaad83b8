package dev.parqueduct.io.bzip2;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Block decoders that no stream uses at the moment. A package of 1 MB holds a dozen blocks, so
 * allocating and zeroing 5 MB for each package would show. At most two for each processor are kept,
 * and the garbage collector may take them.
 */
final class BlockDecoders {

  private static final int MAX_IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private static final Deque<SoftReference<BlockDecoder>> IDLE = new ArrayDeque<>();

  private BlockDecoders() {}

  static BlockDecoder acquire() {
    synchronized (IDLE) {
      while (!IDLE.isEmpty()) {
        BlockDecoder decoder = IDLE.pop().get();
        if (decoder != null) {
          return decoder;
        }
      }
    }
    return new BlockDecoder();
  }

  static void release(BlockDecoder decoder) {
    synchronized (IDLE) {
      if (IDLE.size() < MAX_IDLE) {
        IDLE.push(new SoftReference<>(decoder));
      }
    }
  }
}
