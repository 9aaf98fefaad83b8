package dev.parqueduct.io.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import com.aayushatharva.brotli4j.decoder.DirectDecompress;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Decompresses pages; not for use by several threads. */
final class PageDecompressor implements AutoCloseable {
  private ZstdDecompressCtx zstd;

  /** Decompresses exactly {@code length} bytes. */
  void decompress(
      CompressionCodec codec, byte[] from, int offset, int size, byte[] to, int at, int length)
      throws IOException {
    int got =
        switch (codec) {
          case UNCOMPRESSED -> copy(from, offset, size, to, at, length);
          case ZSTD -> zstd().decompressByteArray(to, at, length, from, offset, size);
          case SNAPPY -> snappy(from, offset, size, to, at, length);
          case LZ4_RAW -> new Lz4Decompressor().decompress(from, offset, size, to, at, length);
          case GZIP -> gzip(from, offset, size, to, at, length);
          case BROTLI -> brotli(from, offset, size, to, at, length);
          case LZ4, LZO ->
              throw new DamagedFileException("pages of codec " + codec + " are not read");
        };
    if (got != length) {
      throw new DamagedFileException("a page has " + got + " bytes instead of " + length);
    }
  }

  private ZstdDecompressCtx zstd() {
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    return zstd;
  }

  private static int copy(byte[] from, int offset, int size, byte[] to, int at, int length) {
    System.arraycopy(from, offset, to, at, Math.min(size, length));
    return size;
  }

  private static int snappy(byte[] from, int offset, int size, byte[] to, int at, int length)
      throws IOException {
    // The decompressor itself does not look at the room that is left.
    int stated = Snappy.uncompressedLength(from, offset, size);
    return stated == length ? Snappy.uncompress(from, offset, size, to, at) : stated;
  }

  private static int gzip(byte[] from, int offset, int size, byte[] to, int at, int length)
      throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(from, offset, size))) {
      int got = in.readNBytes(to, at, length);
      return in.read() < 0 ? got : got + 1;
    }
  }

  private static int brotli(byte[] from, int offset, int size, byte[] to, int at, int length)
      throws IOException {
    Brotli4jLoader.ensureAvailability();
    byte[] page = new byte[size];
    System.arraycopy(from, offset, page, 0, size);
    DirectDecompress result = Decoder.decompress(page);
    byte[] data = result.getDecompressedData();
    if (data == null) {
      throw new DamagedFileException("a brotli page is damaged");
    }
    return copy(data, 0, data.length, to, at, length);
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }
}
