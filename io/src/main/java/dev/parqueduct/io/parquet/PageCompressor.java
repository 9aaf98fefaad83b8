package dev.parqueduct.io.parquet;

import io.airlift.compress.lz4.Lz4Compressor;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.Snappy;

/** Compresses one page at a time into a buffer that is reused; not for use by several threads. */
abstract class PageCompressor implements AutoCloseable {
  /** Large pages are rare (one huge value); their buffer is not worth keeping. */
  private static final int KEEP = 4 << 20;

  private byte[] output = new byte[0];

  /** A compressor for the codec; there is none for {@link Compression#NONE}. */
  static PageCompressor of(Compression compression) {
    return switch (compression) {
      case NONE -> throw new IllegalArgumentException("no compressor is needed for NONE");
      case SNAPPY -> new SnappyPages();
      case GZIP -> new GzipPages();
      case ZSTD -> new ZstdPages();
      case BROTLI -> new BrotliPages();
      case LZ4_RAW -> new Lz4Pages();
    };
  }

  /**
   * Compresses and returns the size; the bytes are the first ones of {@link #output()}.
   *
   * @param variant what {@link #choose} said of a page of the same chunk
   */
  abstract int compress(int variant, byte[] page, int length) throws IOException;

  /** Tells which variant of the codec suits pages like this one. */
  int choose(byte[] page, int length) {
    return 0;
  }

  /** The buffer with the page compressed last. */
  byte[] output() {
    return output;
  }

  final byte[] reserve(int length) {
    if (output.length < length || (output.length > KEEP && length <= KEEP)) {
      output = new byte[length];
    }
    return output;
  }

  @Override
  public void close() {}

  private static final class SnappyPages extends PageCompressor {
    @Override
    int compress(int variant, byte[] page, int length) throws IOException {
      return Snappy.compress(page, 0, length, reserve(Snappy.maxCompressedLength(length)), 0);
    }
  }

  private static final class Lz4Pages extends PageCompressor {
    private final Lz4Compressor compressor = new Lz4Compressor();

    @Override
    int compress(int variant, byte[] page, int length) {
      byte[] to = reserve(compressor.maxCompressedLength(length));
      return compressor.compress(page, 0, length, to, 0, to.length);
    }
  }

  private static final class GzipPages extends PageCompressor {
    private final GrowableBytes bytes = new GrowableBytes();

    @Override
    int compress(int variant, byte[] page, int length) throws IOException {
      bytes.reset(KEEP);
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
        gzip.write(page, 0, length);
      }
      return bytes.size();
    }

    @Override
    byte[] output() {
      return bytes.array();
    }
  }
}
