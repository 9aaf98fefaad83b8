package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Compresses pages of all columns and keeps them, with their headers, until their row group is
 * written.
 */
final class PageSink implements AutoCloseable {
  private final PageStore store = new PageStore();
  private final CRC32 crc = new CRC32();
  private final Optional<PageCompressor> compressor;
  private boolean broken;

  PageSink(Compression compression) {
    this.compressor =
        compression == Compression.NONE
            ? Optional.empty()
            : Optional.of(PageCompressor.of(compression));
  }

  /** Tells how pages like this one are best compressed. */
  int choose(GrowableBytes body) {
    return compressor.isPresent() ? compressor.get().choose(body.array(), body.size()) : 0;
  }

  /**
   * Keeps one page: {@code header} without sizes and checksum, then {@code body}, compressed.
   *
   * @param variant how to compress, as {@link #choose} said
   * @return bytes that compression saved
   */
  int add(PageHeader header, GrowableBytes body, int variant) {
    try {
      byte[] bytes = body.array();
      int length = body.size();
      if (compressor.isPresent()) {
        length = compressor.get().compress(variant, bytes, length);
        bytes = compressor.get().output();
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
