package dev.parqueduct.io.sst;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.zip.CRC32C;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The checksums of RocksDB's blocks (table/format.cc): over the stored bytes and the compression
 * type behind them.
 */
enum BlockChecksum {
  CRC32C {
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int MASK_ROTATION = 15;

    @Override
    int of(byte[] bytes, int from, int length) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, from, length);
      return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
    }
  },

  XXH32 {
    @Override
    int of(byte[] bytes, int from, int length) {
      return XXH_32.hash(bytes, from, length, 0);
    }
  },

  XXH64 {
    @Override
    int of(byte[] bytes, int from, int length) {
      return (int) XXH_64.hash(bytes, from, length, 0);
    }
  },

  XXH3 {
    private static final int LAST_BYTE_FACTOR = 0x6b9083d9;

    @Override
    int of(byte[] bytes, int from, int length) {
      int last = bytes[from + length - 1] & 0xff;
      return (int) XXH3_64.hashBytesToLong(bytes, from, length - 1) ^ last * LAST_BYTE_FACTOR;
    }
  };

  private static final XXHash32 XXH_32 = XXHashFactory.fastestInstance().hash32();
  private static final XXHash64 XXH_64 = XXHashFactory.fastestInstance().hash64();
  private static final Hasher64 XXH3_64 = Hashing.xxh3_64();

  /**
   * Computes the checksum as it is stored.
   *
   * @param length of the block with its compression type
   */
  abstract int of(byte[] bytes, int from, int length);
}
