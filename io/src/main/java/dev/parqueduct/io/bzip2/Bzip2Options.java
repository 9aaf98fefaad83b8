package dev.parqueduct.io.bzip2;

/**
 * How to decode.
 *
 * <p>A stream that is being read takes about 7 MB with one thread (at worst 10), of which 6 MB are
 * reused by the next stream, and about 8 MB for each of several threads.
 *
 * @param threads 1 decodes in the thread that reads; more decode the blocks of one stream side by
 *     side and ahead of the reader, whose thread counts as one
 * @param maxOutputBytes decompressed bytes after which reading fails with {@link
 *     Bzip2Exception.Kind#OUTPUT_LIMIT}; an input of exactly that size is fine
 */
public record Bzip2Options(int threads, long maxOutputBytes) {

  private static final int MAX_THREADS = 256;

  public Bzip2Options {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be between 1 and " + MAX_THREADS + ", but is " + threads);
    }
    if (maxOutputBytes < 0) {
      throw new IllegalArgumentException(
          "maxOutputBytes must not be negative, but is " + maxOutputBytes);
    }
  }

  /** One thread and no limit on the output. */
  public static Bzip2Options defaults() {
    return new Bzip2Options(1, Long.MAX_VALUE);
  }

  public Bzip2Options withThreads(int newThreads) {
    return new Bzip2Options(newThreads, maxOutputBytes);
  }

  public Bzip2Options withMaxOutputBytes(long newMaxOutputBytes) {
    return new Bzip2Options(threads, newMaxOutputBytes);
  }
}
