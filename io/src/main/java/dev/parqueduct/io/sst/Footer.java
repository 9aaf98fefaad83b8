package dev.parqueduct.io.sst;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last bytes of an SST (RocksDB's table/format.cc), in format versions 2 to 6.
 *
 * @param index where the index lies; since version 6 an entry of the metaindex says so
 * @param baseContext mixed into the checksums of blocks together with their offsets, since version
 *     6; zero for none
 */
record Footer(
    BlockChecksum checksum,
    int formatVersion,
    BlockHandle metaindex,
    Optional<BlockHandle> index,
    int baseContext) {

  static final int LENGTH = 53;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MAGIC = 0x88e241b785f4cff7L;
  private static final long LEVELDB_MAGIC = 0xdb4775248b80fb57L;
  private static final int MAGIC_AT = LENGTH - 8;
  private static final int VERSION_AT = MAGIC_AT - 4;
  private static final int OLDEST_VERSION = 2;
  private static final int NEWEST_VERSION = 6;

  private static final int EXTENDED_MAGIC = 0x007a003e;
  private static final int CHECKSUM_AT = 5;
  private static final int BASE_CONTEXT_AT = 9;
  private static final int METAINDEX_SIZE_AT = 13;

  static Footer read(SstFile file, TailWindow tail) throws IOException {
    if (file.size() < LENGTH) {
      throw file.damaged("it has " + file.size() + " bytes, and the footer alone takes " + LENGTH);
    }
    int at = tail.locate(file.size() - LENGTH, LENGTH);
    byte[] bytes = Arrays.copyOfRange(tail.bytes(), at, at + LENGTH);
    checkMagic(file, (long) LONG.get(bytes, MAGIC_AT));
    int version = (int) INT.get(bytes, VERSION_AT);
    if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
      throw file.unsupported(
          "format_version "
              + Integer.toUnsignedString(version)
              + "; this reader knows "
              + OLDEST_VERSION
              + " to "
              + NEWEST_VERSION);
    }
    BlockChecksum checksum = checksum(file, bytes[0] & 0xff);
    return version == NEWEST_VERSION
        ? extended(file, checksum, version, bytes)
        : plain(file, checksum, version, bytes);
  }

  private static void checkMagic(SstFile file, long magic) throws SstException {
    if (magic == LEVELDB_MAGIC) {
      throw file.unsupported("it is a table of LevelDB, or of RocksDB in format_version 0");
    }
    if (magic != MAGIC) {
      throw file.damaged(
          String.format(
              "it ends with %016x instead of the magic number of a block-based table; it is cut"
                  + " off, encrypted, or no SST",
              magic));
    }
  }

  private static BlockChecksum checksum(SstFile file, int type) throws SstException {
    return switch (type) {
      case 0 -> throw file.unsupported("blocks without checksums (checksum type 0)");
      case 1 -> BlockChecksum.CRC32C;
      case 2 -> BlockChecksum.XXH32;
      case 3 -> BlockChecksum.XXH64;
      case 4 -> BlockChecksum.XXH3;
      default -> throw file.unsupported("checksum type " + type);
    };
  }

  private static Footer plain(SstFile file, BlockChecksum checksum, int version, byte[] bytes)
      throws SstException {
    Varints handles = new Varints(bytes, 1, VERSION_AT);
    BlockHandle metaindex = handles.blockHandle();
    BlockHandle index = handles.blockHandle();
    if (handles.failed()) {
      throw file.damaged("its footer holds no block handles");
    }
    long limit = file.size() - LENGTH;
    return new Footer(
        checksum,
        version,
        file.check(metaindex, "the metaindex", limit),
        Optional.of(file.check(index, "the index", limit)),
        0);
  }

  private static Footer extended(SstFile file, BlockChecksum checksum, int version, byte[] bytes)
      throws SstException {
    if ((int) INT.get(bytes, 1) != EXTENDED_MAGIC) {
      throw file.damaged("its footer does not begin as those of format_version 6 do");
    }
    int stored = (int) INT.get(bytes, CHECKSUM_AT);
    int baseContext = (int) INT.get(bytes, BASE_CONTEXT_AT);
    long metaindexSize = Integer.toUnsignedLong((int) INT.get(bytes, METAINDEX_SIZE_AT));
    long offset = file.size() - LENGTH;
    Arrays.fill(bytes, CHECKSUM_AT, BASE_CONTEXT_AT, (byte) 0);
    int computed = checksum.of(bytes, 0, LENGTH) + context(baseContext, offset);
    if (stored != computed) {
      throw file.damaged(
          String.format(
              "the checksum of its footer is %08x, and its bytes make %08x", stored, computed));
    }
    BlockHandle metaindex =
        new BlockHandle(offset - BlockHandle.TRAILER - metaindexSize, metaindexSize);
    return new Footer(
        checksum,
        version,
        file.check(metaindex, "the metaindex", offset),
        Optional.empty(),
        baseContext);
  }

  /** What a block's offset adds to its checksum. */
  int context(long offset) {
    return context(baseContext, offset);
  }

  private static int context(int base, long offset) {
    return base == 0 ? 0 : base ^ ((int) offset + (int) (offset >>> Integer.SIZE));
  }
}
