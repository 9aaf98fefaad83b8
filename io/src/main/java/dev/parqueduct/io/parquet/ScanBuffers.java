package dev.parqueduct.io.parquet;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arrays that files are scanned with, one file after the other: of as many column chunks as
 * were read side by side, but for those that are very long. Not for use by several threads.
 */
public final class ScanBuffers {
  /** Longer arrays are not worth to be kept. */
  private static final int LONGEST = 1 << 24;

  private final Deque<ChunkBuffers> free = new ArrayDeque<>();

  ChunkBuffers take() {
    return free.isEmpty() ? new ChunkBuffers() : free.pop();
  }

  void giveBack(ChunkBuffers buffers) {
    buffers.close();
    if (buffers.longest() <= LONGEST) {
      free.push(buffers);
    }
  }
}
