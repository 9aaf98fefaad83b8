package dev.parqueduct.io.br.testing;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/** How SSTs are written. */
public record SstOptions(
    Compression compression, int formatVersion, Checksum checksum, int blockBytes, Index index) {
  /** As TiKV writes them with its own defaults, and backups with theirs. */
  public static final SstOptions DEFAULT =
      new SstOptions(Compression.ZSTD, 2, Checksum.CRC32C, 32 << 10, Index.BINARY);

  public enum Compression {
    NONE(CompressionType.NO_COMPRESSION),
    LZ4(CompressionType.LZ4_COMPRESSION),
    SNAPPY(CompressionType.SNAPPY_COMPRESSION),
    ZSTD(CompressionType.ZSTD_COMPRESSION);

    private final CompressionType type;

    Compression(CompressionType type) {
      this.type = type;
    }
  }

  public enum Checksum {
    CRC32C(ChecksumType.kCRC32c),
    XXH64(ChecksumType.kxxHash64),
    XXH3(ChecksumType.kXXH3);

    private final ChecksumType type;

    Checksum(ChecksumType type) {
      this.type = type;
    }
  }

  public enum Index {
    BINARY(IndexType.kBinarySearch),
    TWO_LEVEL(IndexType.kTwoLevelIndexSearch);

    private final IndexType type;

    Index(IndexType type) {
      this.type = type;
    }
  }

  public SstOptions with(Compression other) {
    return new SstOptions(other, formatVersion, checksum, blockBytes, index);
  }

  public SstOptions with(Checksum other) {
    return new SstOptions(compression, formatVersion, other, blockBytes, index);
  }

  public SstOptions with(Index other) {
    return new SstOptions(compression, formatVersion, checksum, blockBytes, other);
  }

  public SstOptions withFormatVersion(int other) {
    return new SstOptions(compression, other, checksum, blockBytes, index);
  }

  public SstOptions withBlockBytes(int other) {
    return new SstOptions(compression, formatVersion, checksum, other, index);
  }

  /** Whether {@link StableSst} can read and rewrite the end of the file. */
  boolean canBeStable() {
    return formatVersion < 6 && checksum == Checksum.CRC32C;
  }

  Options toRocks() {
    return new Options()
        .setCompressionType(compression.type)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setFormatVersion(formatVersion)
                .setChecksumType(checksum.type)
                .setBlockSize(blockBytes)
                .setIndexType(index.type));
  }
}
