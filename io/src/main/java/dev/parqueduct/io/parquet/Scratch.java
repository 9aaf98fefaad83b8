package dev.parqueduct.io.parquet;

/** Memory that columns take turns to use while they close a page. */
final class Scratch {
  private static final int KEEP = 4 << 20;

  private final GrowableBytes body = new GrowableBytes();
  private int[] ints = new int[0];

  /** An empty buffer for the body of a page. */
  GrowableBytes body() {
    body.reset(KEEP);
    return body;
  }

  /** An array of at least {@code count} ints, of any content. */
  int[] ints(int count) {
    if (ints.length < count) {
      ints = new int[Math.max(1024, count)];
    }
    return ints;
  }
}
