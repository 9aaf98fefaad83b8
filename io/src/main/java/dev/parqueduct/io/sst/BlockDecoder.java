package dev.parqueduct.io.sst;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.xerial.snappy.Snappy;

/**
 * Makes blocks of what is stored: checks the checksum and decompresses. The block decoded last lies
 * in {@link #bytes} from {@link #from}; the array is the decoder's or the caller's.
 */
final class BlockDecoder implements Closeable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int FIRST_BUFFER = 64 << 10;
  // What the formats can make of a byte at most; no allocation is larger than the input allows.
  private static final int LZ4_MAX_RATIO = 256;
  private static final int SNAPPY_MAX_RATIO = 64;

  private final SstFile file;
  private final Footer footer;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestInstance().safeDecompressor();
  private byte[] buffer = new byte[FIRST_BUFFER];

  private byte[] bytes = buffer;
  private int from;
  private int length;

  BlockDecoder(SstFile file, Footer footer) {
    this.file = file;
    this.footer = footer;
  }

  /**
   * Checks the checksum of a block.
   *
   * @param at where it begins in {@code stored}, followed by its trailer
   */
  void verify(byte[] stored, int at, int size, long offset) throws SstException {
    int expected = (int) INT.get(stored, at + size + 1);
    int computed = footer.checksum().of(stored, at, size + 1) + footer.context(offset);
    if (expected != computed) {
      throw file.damaged(
          String.format(
              "the %s checksum of the block at offset %d is %08x, and its %d bytes make %08x",
              footer.checksum(), offset, expected, size, computed));
    }
  }

  /** Checks and decompresses a block. */
  void decode(byte[] stored, int at, int size, long offset) throws SstException {
    verify(stored, at, size, offset);
    try {
      switch (stored[at + size] & 0xff) {
        case 0 -> {
          bytes = stored;
          from = at;
          length = size;
        }
        case 1 -> snappy(stored, at, size, offset);
        case 2 -> throw file.unsupported(compressed(offset, "zlib"));
        case 3 -> throw file.unsupported(compressed(offset, "bzip2"));
        case 4, 5 -> lz4(stored, at, size, offset);
        case 6 -> throw file.unsupported(compressed(offset, "XPRESS"));
        case 7 -> zstd(stored, at, size, offset);
        default -> throw file.unsupported(compressed(offset, "type " + (stored[at + size] & 0xff)));
      }
    } catch (LZ4Exception | ZstdException e) {
      throw file.damaged("the block at offset " + offset + " cannot be decompressed", e);
    }
  }

  private static String compressed(long offset, String how) {
    return "the block at offset " + offset + " is compressed with " + how;
  }

  private void snappy(byte[] stored, int at, int size, long offset) throws SstException {
    Varints varints = new Varints(stored, at, at + size);
    prepare(varints, (long) size * SNAPPY_MAX_RATIO, offset);
    try {
      // The native call trusts the length that the block states, which is the one just read.
      checkLength(Snappy.uncompress(stored, at, size, buffer, 0), offset);
    } catch (IOException e) {
      throw file.damaged("the block at offset " + offset + " cannot be decompressed", e);
    }
  }

  private void lz4(byte[] stored, int at, int size, long offset) throws SstException {
    Varints varints = new Varints(stored, at, at + size);
    prepare(varints, (long) size * LZ4_MAX_RATIO, offset);
    int start = varints.position();
    checkLength(lz4.decompress(stored, start, at + size - start, buffer, 0, length), offset);
  }

  private void zstd(byte[] stored, int at, int size, long offset) throws SstException {
    Varints varints = new Varints(stored, at, at + size);
    long limit = varints.nextInt();
    int start = varints.position();
    if (limit > buffer.length) {
      // ZSTD can make megabytes of a few bytes; its frame tells whether these are to.
      long content = Zstd.getFrameContentSize(stored, start, at + size - start);
      limit = content > 0 ? content : limit;
    }
    prepare(new Varints(stored, at, at + size), limit, offset);
    checkLength(
        zstd.decompressByteArray(buffer, 0, length, stored, start, at + size - start), offset);
  }

  /** Makes room for the block whose length the next number is. */
  private void prepare(Varints varints, long limit, long offset) throws SstException {
    int stated = varints.nextInt();
    if (varints.failed() || stated > Math.min(limit, SstFile.MAX_BLOCK)) {
      throw file.damaged(
          "the block at offset " + offset + " states an impossible length for its content");
    }
    if (buffer.length < stated) {
      buffer = new byte[Math.max(stated, Math.min(2 * buffer.length, SstFile.MAX_BLOCK))];
    }
    bytes = buffer;
    from = 0;
    length = stated;
  }

  private void checkLength(int decompressed, long offset) throws SstException {
    if (decompressed != length) {
      throw file.damaged(
          "the block at offset "
              + offset
              + " states a length of "
              + length
              + " bytes and decompresses to "
              + decompressed);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  /**
   * Finds where the entries of the block decoded last end: restart offsets follow, after them
   * perhaps a hash index with its number of buckets, and the number of restart offsets, whose top
   * bit tells the hash index.
   */
  int entriesEnd(long offset) throws SstException {
    int to = from + length;
    int restarts = length < Integer.BYTES ? 0 : (int) INT.get(bytes, to - Integer.BYTES);
    long end = to - (long) Integer.BYTES;
    if (restarts < 0 && length >= Integer.BYTES + Short.BYTES) {
      restarts &= Integer.MAX_VALUE;
      end -= Short.BYTES;
      end -= (short) SHORT.get(bytes, (int) end) & 0xffff;
    }
    end -= (long) restarts * Integer.BYTES;
    if (restarts <= 0 || end < from) {
      throw file.damaged(
          "the block at offset " + offset + " of " + length + " bytes has no valid restart array");
    }
    return (int) end;
  }

  @Override
  public void close() {
    zstd.close();
  }
}
