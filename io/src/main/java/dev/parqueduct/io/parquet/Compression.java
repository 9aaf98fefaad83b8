package dev.parqueduct.io.parquet;

import org.apache.parquet.format.CompressionCodec;

/**
 * How the pages of a file are compressed. Column chunks whose first page does not shrink, of random
 * ids for example, are left as they are: Parquet has a codec for each chunk.
 */
public enum Compression {
  /** Pages as they are encoded. */
  NONE(CompressionCodec.UNCOMPRESSED),
  /** Snappy's raw block format; read by every Parquet reader. */
  SNAPPY(CompressionCodec.SNAPPY),
  /** One gzip member a page (RFC 1952), deflate level 6. */
  GZIP(CompressionCodec.GZIP),
  /**
   * One zstd frame a page (RFC 8878): level 3, or faster settings in chunks where they do as well.
   */
  ZSTD(CompressionCodec.ZSTD),
  /** One brotli stream a page (RFC 7932), quality 5; few writers make it, most readers read it. */
  BROTLI(CompressionCodec.BROTLI),
  /** LZ4's raw block format. */
  LZ4_RAW(CompressionCodec.LZ4_RAW);

  private final CompressionCodec codec;

  Compression(CompressionCodec codec) {
    this.codec = codec;
  }

  /** The codec's name in the file's metadata. */
  CompressionCodec codec() {
    return codec;
  }
}
