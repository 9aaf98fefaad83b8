package dev.parqueduct.io.clickhouse.wire;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Reads what compressed frames hold, one frame at a time; each is checked against its checksum.
 *
 * <p>A server that fails in the middle of an answer says so in a last frame; whoever knows how it
 * does looks at each frame before it is read.
 */
public final class CompressedInput implements NativeInput.Source {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final LZ4SafeDecompressor LZ4 = LZ4Factory.fastestInstance().safeDecompressor();

  /** Looks at the content of a frame. */
  @FunctionalInterface
  public interface FrameCheck {
    void check(byte[] content, int length) throws IOException;
  }

  private final InputStream in;
  private final FrameCheck check;
  private byte[] frame = new byte[1 << 16];
  private byte[] content = new byte[1 << 16];
  private int length;
  private long bytesRead;

  public CompressedInput(InputStream in, FrameCheck check) {
    this.in = requireNonNull(in, "in");
    this.check = requireNonNull(check, "check");
  }

  @Override
  public boolean next() throws IOException {
    int head = in.readNBytes(frame, 0, Frames.CHECKSUM + Frames.HEADER);
    if (head == 0) {
      return false;
    }
    if (head < Frames.CHECKSUM + Frames.HEADER) {
      throw new EOFException("The answer ends in the middle of a compressed frame");
    }
    int method = frame[Frames.CHECKSUM] & 0xff;
    int compressed = (int) INTS.get(frame, Frames.CHECKSUM + 1);
    int uncompressed = (int) INTS.get(frame, Frames.CHECKSUM + 5);
    if (compressed < Frames.HEADER
        || compressed > Frames.MAX_BYTES
        || uncompressed < 0
        || uncompressed > Frames.MAX_BYTES) {
      throw new FormatException(
          "This is no compressed frame: it would have "
              + (compressed & 0xffffffffL)
              + " bytes that become "
              + (uncompressed & 0xffffffffL));
    }
    int end = Frames.CHECKSUM + compressed;
    if (frame.length < end) {
      frame = Arrays.copyOf(frame, Math.max(end, 2 * frame.length));
    }
    if (in.readNBytes(frame, head, end - head) < end - head) {
      throw new EOFException("The answer ends in the middle of a compressed frame");
    }
    bytesRead += end;
    checkSum(compressed);
    decompress(method, compressed, uncompressed);
    check.check(content, length);
    return true;
  }

  private void checkSum(int compressed) throws FormatException {
    CityHash128 hash = CityHash128.of(frame, Frames.CHECKSUM, compressed);
    if (hash.low() != (long) LONGS.get(frame, 0) || hash.high() != (long) LONGS.get(frame, 8)) {
      throw new FormatException(
          "A compressed frame of "
              + compressed
              + " bytes does not have the checksum that it names");
    }
  }

  private void decompress(int method, int compressed, int uncompressed) throws FormatException {
    if (content.length < uncompressed) {
      content = new byte[Math.max(uncompressed, 2 * content.length)];
    }
    int from = Frames.CHECKSUM + Frames.HEADER;
    int bytes = compressed - Frames.HEADER;
    if (method == Frames.NONE) {
      if (bytes != uncompressed) {
        throw new FormatException("A frame without compression has two lengths");
      }
      System.arraycopy(frame, from, content, 0, bytes);
    } else if (method == Frames.LZ4) {
      try {
        int made = LZ4.decompress(frame, from, bytes, content, 0, uncompressed);
        if (made != uncompressed) {
          throw new FormatException("A frame holds " + made + " bytes, not " + uncompressed);
        }
      } catch (LZ4Exception e) {
        throw new FormatException("A frame is no LZ4: " + e.getMessage());
      }
    } else {
      throw new FormatException(
          "A frame is compressed by method "
              + method
              + "; only LZ4 is read. Is network_compression_method set on the server?");
    }
    length = uncompressed;
  }

  @Override
  public byte[] content() {
    return content;
  }

  @Override
  public int length() {
    return length;
  }

  /** Compressed bytes so far. */
  public long bytesRead() {
    return bytesRead;
  }
}
