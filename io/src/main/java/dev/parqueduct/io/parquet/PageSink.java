package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Compresses pages of all columns and keeps them, with their headers, until their row group is
 * written.
 */
final class PageSink implements AutoCloseable {
  /** The variant of pages that are kept as they are. */
  static final int AS_THEY_ARE = -1;

  /** Bytes that are compressed to see whether it pays. */
  private static final int SAMPLE = 128 << 10;

  /**
   * One part in so many is the least that must be saved: less is not worth the time, which every
   * reader spends again. Hashes and keys, of which only the lengths before them shrink, save a
   * tenth.
   */
  private static final int LEAST_SAVED = 8;

  private final PageStore store = new PageStore();
  private final CRC32 crc = new CRC32();
  private final CompressionCodec codec;
  private final Optional<PageCompressor> compressor;
  private boolean broken;

  PageSink(Compression compression) {
    this.codec = compression.codec();
    this.compressor =
        compression == Compression.NONE
            ? Optional.empty()
            : Optional.of(PageCompressor.of(compression));
  }

  /** Tells how pages like this one are best compressed. */
  int choose(GrowableBytes body) {
    return compressor.isPresent()
        ? compressor.get().choose(body.array(), body.size())
        : AS_THEY_ARE;
  }

  /** Whether pages like this one become smaller if they are compressed as {@link #choose} said. */
  boolean pays(GrowableBytes body, int variant) {
    if (variant == AS_THEY_ARE) {
      return false;
    }
    int sample = Math.min(body.size(), SAMPLE);
    try {
      int size = compressor.orElseThrow().compress(variant, body.array(), sample);
      return (long) (sample - size) * LEAST_SAVED >= sample;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The codec of chunks whose pages are compressed. */
  CompressionCodec codec() {
    return codec;
  }

  /**
   * Keeps one page: {@code header} without sizes and checksum, then {@code body}, compressed.
   *
   * @param variant how to compress, as {@link #choose} said, or {@link #AS_THEY_ARE}
   * @return bytes that compression saved
   */
  int add(PageHeader header, GrowableBytes body, int variant) {
    try {
      byte[] bytes = body.array();
      int length = body.size();
      if (variant != AS_THEY_ARE) {
        length = compressor.orElseThrow().compress(variant, bytes, length);
        bytes = compressor.orElseThrow().output();
      }
      crc.reset();
      crc.update(bytes, 0, length);
      header.setUncompressed_page_size(body.size());
      header.setCompressed_page_size(length);
      header.setCrc((int) crc.getValue());
      Util.writePageHeader(header, store);
      store.write(bytes, 0, length);
      return body.size() - length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * To be called before a page is put together; until {@link #pageEnds} what is kept is incomplete.
   */
  void pageBegins() {
    broken = true;
  }

  void pageEnds() {
    broken = false;
  }

  /** Whether a page failed half-way. */
  boolean isBroken() {
    return broken;
  }

  PageStore store() {
    return store;
  }

  @Override
  public void close() {
    compressor.ifPresent(PageCompressor::close);
    store.reset(0);
  }
}
