package dev.parqueduct.io.parquet;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arrays that files are scanned with, one file after the other: of as many column chunks as
 * were read side by side. Very long ones are not kept. Not for use by several threads.
 */
public final class ScanBuffers {
  private final Deque<ChunkBuffers> free = new ArrayDeque<>();

  ChunkBuffers take() {
    return free.isEmpty() ? new ChunkBuffers() : free.pop();
  }

  void giveBack(ChunkBuffers buffers) {
    buffers.close();
    free.push(buffers);
  }
}
