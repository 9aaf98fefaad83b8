package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers, dates and everything else whose values all take as many bytes. */
public final class FixedColumn extends Column {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int width;
  private byte[] bytes = new byte[1024];
  private int rows;

  public FixedColumn(String type, int width) {
    super(type);
    this.width = width;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return bytes.length;
  }

  @Override
  public long bytes(int from, int to) {
    return (long) (to - from) * width;
  }

  private void room(int more) {
    long needed = (long) (rows + more) * width;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(bytes.length, needed));
    }
  }

  @Override
  public void append(Column other, int from, int to) {
    FixedColumn same = (FixedColumn) other.values();
    room(to - from);
    System.arraycopy(same.bytes, from * width, bytes, rows * width, (to - from) * width);
    rows += to - from;
  }

  @Override
  public void appendDefault() {
    room(1);
    Arrays.fill(bytes, rows * width, (rows + 1) * width, (byte) 0);
    rows++;
  }

  /** Adds a number of one byte. */
  public void append(byte value) {
    room(1);
    bytes[rows * width] = value;
    rows++;
  }

  /** Adds a number that has as many bytes as the type, or its lowest bytes. */
  public void append(long value) {
    room(1);
    int at = rows * width;
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (i < 8 ? value >> (8 * i) : value >> 63);
    }
    rows++;
  }

  /**
   * Adds a signed number whose bytes come the highest first, and may be fewer than the type has.
   */
  public void appendBigEndian(byte[] value, int from, int length) {
    room(1);
    int at = rows * width;
    byte sign = (byte) (length > 0 ? value[from] >> 7 : 0);
    for (int i = 0; i < width; i++) {
      bytes[at + i] = i < length ? value[from + length - 1 - i] : sign;
    }
    rows++;
  }

  /** The first byte of a value: all of it for numbers of one byte. */
  public byte byteAt(int row) {
    return bytes[row * width];
  }

  /** A number of eight bytes. */
  public long longAt(int row) {
    return (long) LONGS.get(bytes, row * width);
  }

  @Override
  public void clear() {
    rows = 0;
  }

  @Override
  void read(NativeInput in, int more) throws IOException {
    room(more);
    in.readFully(bytes, rows * width, more * width);
    rows += more;
  }

  @Override
  void write(NativeOutput out) {
    out.write(bytes, 0, rows * width);
  }
}
