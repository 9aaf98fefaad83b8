package dev.parqueduct.benchmarks;

import dev.parqueduct.io.tikv.MemComparable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * An SST as TiKV's backups hold them: rows of one table by an integer handle, most bytes of which
 * are text that compresses about three times.
 */
final class SstRows {
  private static final int BLOCK = 16 << 10;
  private static final int RAW_KEY = 19;
  private static final int KEY = 1 + 27 + Long.BYTES;
  private static final long SIGN = Long.MIN_VALUE;
  private static final String[] WORDS =
      ("order customer street payment pending shipped returned invoice north south green large"
              + " express standard note reference account balance monthly item")
          .split(" ");

  private SstRows() {}

  static void write(Path file, String compression, String checksum, long bytes) throws IOException {
    RocksDB.loadLibrary();
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setFormatVersion(2)
            .setBlockSize(BLOCK)
            .setChecksumType(checksumType(checksum));
    try (Options options =
            new Options()
                .setCompressionType(compressionType(compression))
                .setTableFormatConfig(table);
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      writeRows(writer, bytes);
      writer.finish();
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  private static void writeRows(SstFileWriter writer, long bytes) throws RocksDBException {
    Random random = new Random(1);
    long written = 0;
    for (long handle = 1; written < bytes; handle += 1 + random.nextInt(3)) {
      byte[] key = key(handle, 450_000_000_000_000_000L + random.nextInt(1 << 30));
      byte[] value = value(random, handle);
      writer.put(key, value);
      written += key.length + value.length;
    }
  }

  private static byte[] key(long handle, long ts) {
    byte[] raw =
        ByteBuffer.allocate(RAW_KEY)
            .put((byte) 't')
            .putLong(104 ^ SIGN)
            .put((byte) '_')
            .put((byte) 'r')
            .putLong(handle ^ SIGN)
            .array();
    byte[] encoded = MemComparable.encode(raw);
    return ByteBuffer.allocate(KEY).put((byte) 'z').put(encoded).putLong(~ts).array();
  }

  private static byte[] value(Random random, long handle) {
    StringBuilder text = new StringBuilder();
    int words = 8 + random.nextInt(16);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(bytes.length + 4 * Long.BYTES)
        .putLong(handle)
        .putLong(random.nextLong())
        .putLong(random.nextInt(1_000_000))
        .putLong(1_700_000_000_000L + handle)
        .put(bytes)
        .array();
  }

  private static CompressionType compressionType(String name) {
    return switch (name) {
      case "zstd" -> CompressionType.ZSTD_COMPRESSION;
      case "lz4" -> CompressionType.LZ4_COMPRESSION;
      case "snappy" -> CompressionType.SNAPPY_COMPRESSION;
      case "none" -> CompressionType.NO_COMPRESSION;
      default -> throw new IllegalArgumentException("unknown compression " + name);
    };
  }

  private static ChecksumType checksumType(String name) {
    return switch (name) {
      case "crc32c" -> ChecksumType.kCRC32c;
      case "xxhash" -> ChecksumType.kxxHash;
      case "xxhash64" -> ChecksumType.kxxHash64;
      case "xxh3" -> ChecksumType.kXXH3;
      default -> throw new IllegalArgumentException("unknown checksum " + name);
    };
  }
}
