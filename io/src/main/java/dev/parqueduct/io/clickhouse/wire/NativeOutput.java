package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Bytes, numbers and texts that become compressed frames in memory: an insert is sent whole, and
 * again if need be.
 */
public final class NativeOutput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final LZ4Compressor LZ4 = LZ4Factory.fastestInstance().fastCompressor();

  /** What a frame holds at most; the server's own frames are as large. */
  private static final int FRAME = 1 << 20;

  private final Keeping keeping;
  private final byte[] scratch = new byte[8];
  private final byte[] open = new byte[FRAME];
  private int at;
  private final byte[] sums = new byte[32];
  private byte[] frames = new byte[1 << 20];
  private int length;
  private long raw;

  private enum Keeping {
    FRAMES,
    NOTHING
  }

  private NativeOutput(Keeping keeping) {
    this.keeping = keeping;
  }

  /** An output that is to be sent. */
  public NativeOutput() {
    this(Keeping.FRAMES);
  }

  /** An output that is not to be sent: what is written is counted, and kept nowhere. */
  public static NativeOutput discarding() {
    return new NativeOutput(Keeping.NOTHING);
  }

  void writeByte(int value) {
    if (keeping == Keeping.NOTHING) {
      raw++;
      return;
    }
    if (at == FRAME) {
      endFrame();
    }
    open[at++] = (byte) value;
  }

  void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  void writeLong(long value) {
    LONGS.set(scratch, 0, value);
    write(scratch, 0, 8);
  }

  void writeName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    writeVarint(bytes.length);
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int from, int count) {
    if (keeping == Keeping.NOTHING) {
      raw += count;
      return;
    }
    int done = 0;
    while (done < count) {
      if (at == FRAME) {
        endFrame();
      }
      int some = Math.min(count - done, FRAME - at);
      System.arraycopy(bytes, from + done, open, at, some);
      at += some;
      done += some;
    }
  }

  private void endFrame() {
    if (at == 0) {
      return;
    }
    addToSums();
    raw += at;
    int start = length + Frames.CHECKSUM;
    int room = start + Frames.HEADER + LZ4.maxCompressedLength(at);
    if (frames.length < room) {
      frames = Arrays.copyOf(frames, Math.max(room, frames.length + frames.length / 2));
    }
    int compressed =
        Frames.HEADER
            + LZ4.compress(
                open, 0, at, frames, start + Frames.HEADER, frames.length - start - Frames.HEADER);
    frames[start] = (byte) Frames.LZ4;
    INTS.set(frames, start + 1, compressed);
    INTS.set(frames, start + 5, at);
    CityHash128 hash = CityHash128.of(frames, start, compressed);
    LONGS.set(frames, length, hash.low());
    LONGS.set(frames, length + 8, hash.high());
    length = start + compressed;
    at = 0;
  }

  /** Ends the last frame; to be called before the frames are looked at. */
  public void finish() {
    endFrame();
  }

  /** Bytes of all frames. */
  public int length() {
    return length;
  }

  /** What the frames hold, in bytes. */
  public long rawBytes() {
    return raw;
  }

  /** Sends the frames. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(frames, 0, length);
  }

  /** Chains the hashes of what frames hold: how it is compressed differs among machines. */
  private void addToSums() {
    CityHash128 content = CityHash128.of(open, 0, at);
    LONGS.set(sums, 16, content.low());
    LONGS.set(sums, 24, content.high());
    CityHash128 chained = CityHash128.of(sums, 0, sums.length);
    LONGS.set(sums, 0, chained.low());
    LONGS.set(sums, 8, chained.high());
  }

  /**
   * A hash of what the frames hold, as 32 hexadecimal digits.
   *
   * @throws IllegalStateException if there are none, as everything is discarded
   */
  public String fingerprint() {
    if (keeping == Keeping.NOTHING) {
      throw new IllegalStateException("nothing was kept that has a fingerprint");
    }
    return String.format(
        Locale.ROOT, "%016x%016x", (long) LONGS.get(sums, 0), (long) LONGS.get(sums, 8));
  }

  /** Forgets everything, for the next block. */
  public void clear() {
    at = 0;
    length = 0;
    raw = 0;
    Arrays.fill(sums, (byte) 0);
  }
}
