package dev.parqueduct.io.parquet;

/**
 * The arrays that a column chunk is read into, for one chunk after the other: new ones for each
 * would cost more than what is done with them.
 */
final class ChunkBuffers {
  /** Bytes, or numbers, of which an array is kept. */
  static final int LONGEST_KEPT = 1 << 24;

  private final ChunkWindow window = new ChunkWindow();
  private final PageValues page = new PageValues();
  private byte[] body = new byte[0];

  /** The chunk as it is in the file, or a piece of it. */
  ChunkWindow window() {
    return window;
  }

  /** At least so many bytes, of any content, and what decoders may read behind them. */
  byte[] body(int size) {
    if (body.length < size + HybridDecoder.PADDING) {
      body = new byte[size + HybridDecoder.PADDING];
    }
    return body;
  }

  PageValues page() {
    return page;
  }

  /** Lets go of the file, and of arrays that are too long to be kept for another. */
  void close() {
    window.close();
    page.close();
    if (body.length > LONGEST_KEPT) {
      body = new byte[0];
    }
  }
}
