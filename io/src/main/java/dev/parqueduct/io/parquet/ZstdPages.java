package dev.parqueduct.io.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Zstd frames of one of two kinds. Level 3 is for text and all else that repeats itself. Hashes,
 * ids and numbers hardly do: there, looking for long matches only, in a small table, takes a third
 * of the time, and the result is smaller too, as short matches found by chance cost more than the
 * literals they replace. Which kind a chunk gets is decided by size alone, never by time, so the
 * same rows make the same bytes.
 */
final class ZstdPages extends PageCompressor {
  private static final int LEVEL_3 = 0;
  private static final int LEAN = 1;

  /** Bytes that are compressed both ways to decide. */
  private static final int SAMPLE = 128 << 10;

  /** ZSTD_fast in zstd.h. */
  private static final int FAST = 1;

  private final ZstdCompressCtx[] contexts = {
    new ZstdCompressCtx().setLevel(3),
    new ZstdCompressCtx().setLevel(1).setStrategy(FAST).setMinMatch(5).setHashLog(12)
  };

  @Override
  int compress(int variant, byte[] page, int length) {
    byte[] to = reserve(Math.toIntExact(Zstd.compressBound(length)));
    return contexts[variant].compressByteArray(to, 0, to.length, page, 0, length);
  }

  @Override
  int choose(byte[] page, int length) {
    int sample = Math.min(length, SAMPLE);
    long thorough = compress(LEVEL_3, page, sample);
    long lean = compress(LEAN, page, sample);
    // One percent of size is worth the time.
    return lean * 100 <= thorough * 101 ? LEAN : LEVEL_3;
  }

  @Override
  public void close() {
    for (ZstdCompressCtx context : contexts) {
      context.close();
    }
  }
}
