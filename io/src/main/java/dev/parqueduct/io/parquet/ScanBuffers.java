package dev.parqueduct.io.parquet;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arrays that files are scanned with, one file after the other: as large as the largest column
 * chunk so far, and its pages. Not for use by several threads.
 */
public final class ScanBuffers {
  private final Deque<ChunkBuffers> free = new ArrayDeque<>();

  ChunkBuffers take() {
    return free.isEmpty() ? new ChunkBuffers() : free.pop();
  }

  void giveBack(ChunkBuffers buffers) {
    free.push(buffers);
  }
}
