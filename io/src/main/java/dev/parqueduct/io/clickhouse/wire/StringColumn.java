package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts, or any bytes: lengths and bytes as they are written, and where each value ends. */
public final class StringColumn extends Column {
  /** A length takes at most as many bytes. */
  private static final int MAX_LENGTH_BYTES = 5;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd, with about as many ones as zeros: what splitmix64 multiplies with. */
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;

  private byte[] bytes = new byte[4096];
  private int[] ends = new int[256];
  private int rows;

  public StringColumn() {
    super("String");
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return bytes.length + 4L * ends.length;
  }

  @Override
  public long bytes(int from, int to) {
    return (long) startOf(to) - startOf(from);
  }

  private int startOf(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private int size() {
    return startOf(rows);
  }

  /** The values' bytes, with their lengths between them; valid until the column grows. */
  public byte[] array() {
    return bytes;
  }

  /** Where the bytes of a value begin. */
  public int from(int row) {
    int at = startOf(row);
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Where the bytes of a value end. */
  public int to(int row) {
    return ends[row];
  }

  public boolean isEmpty(int row) {
    return bytes[startOf(row)] == 0;
  }

  /** A value as text. */
  public String text(int row) {
    int from = from(row);
    return new String(bytes, from, to(row) - from, StandardCharsets.UTF_8);
  }

  /** Whether two values are the same. */
  public boolean isEqual(int row, StringColumn other, int otherRow) {
    int from = startOf(row);
    int to = ends[row];
    int otherFrom = other.startOf(otherRow);
    int otherTo = other.ends[otherRow];
    // Names differ in their lengths or in their last letters, mostly.
    return to - from == otherTo - otherFrom
        && bytes[to - 1] == other.bytes[otherTo - 1]
        && Arrays.equals(bytes, from, to, other.bytes, otherFrom, otherTo);
  }

  /** Whether a value is this. */
  public boolean isEqual(int row, byte[] value) {
    int from = from(row);
    int to = ends[row];
    return to - from == value.length && Arrays.equals(bytes, from, to, value, 0, value.length);
  }

  /** A hash of a value; equal for equal values, whatever column they are in. */
  public long hash(int row, long seed) {
    int at = startOf(row);
    int end = ends[row];
    long hash = (seed ^ (end - at)) * MULTIPLIER;
    for (; at + 8 <= end; at += 8) {
      hash = Long.rotateLeft((hash ^ (long) LONGS.get(bytes, at)) * MULTIPLIER, 29);
    }
    for (; at < end; at++) {
      hash = Long.rotateLeft((hash ^ bytes[at]) * MULTIPLIER, 29);
    }
    return hash;
  }

  private void room(long moreBytes, int moreRows) {
    long needed = size() + moreBytes;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(bytes.length, needed));
    }
    if (rows + moreRows > ends.length) {
      ends = Arrays.copyOf(ends, grown(ends.length, (long) rows + moreRows));
    }
  }

  @Override
  public void append(Column other, int from, int to) {
    StringColumn same = (StringColumn) other.values();
    int begin = same.startOf(from);
    int length = same.startOf(to) - begin;
    room(length, to - from);
    int shift = size() - begin;
    System.arraycopy(same.bytes, begin, bytes, size(), length);
    for (int row = from; row < to; row++) {
      ends[rows++] = same.ends[row] + shift;
    }
  }

  /** Adds a value of another column. */
  public void append(StringColumn other, int row) {
    int begin = other.startOf(row);
    int length = other.ends[row] - begin;
    int at = size();
    if (at + (long) length > bytes.length || rows == ends.length) {
      room(length, 1);
    }
    System.arraycopy(other.bytes, begin, bytes, at, length);
    ends[rows++] = at + length;
  }

  @Override
  public void appendDefault() {
    room(1, 1);
    int at = size();
    bytes[at] = 0;
    ends[rows++] = at + 1;
  }

  /** Adds a value. */
  public void append(byte[] value, int from, int to) {
    int length = to - from;
    room((long) length + MAX_LENGTH_BYTES, 1);
    int at = putLength(size(), length);
    System.arraycopy(value, from, bytes, at, length);
    ends[rows++] = at + length;
  }

  /** Adds a value that is made of two. */
  public void append(byte[] first, byte[] second, int from, int to) {
    int length = first.length + to - from;
    room((long) length + MAX_LENGTH_BYTES, 1);
    int at = putLength(size(), length);
    System.arraycopy(first, 0, bytes, at, first.length);
    System.arraycopy(second, from, bytes, at + first.length, to - from);
    ends[rows++] = at + length;
  }

  private int putLength(int from, int length) {
    int at = from;
    int rest = length;
    while (rest >= 0x80) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  @Override
  public void clear() {
    rows = 0;
  }

  @Override
  void read(NativeInput in, int more) throws IOException {
    room(0, more);
    int end = rows + more;
    while (rows < end) {
      if (!readWhole(in, end)) {
        readOne(in);
      }
    }
  }

  /**
   * Takes the texts that lie whole in the present piece of the stream with one copy: they are kept
   * as they are sent.
   *
   * @return whether there was one
   */
  private boolean readWhole(NativeInput in, int end) {
    byte[] piece = in.piece();
    int from = in.position();
    int limit = in.limit();
    int size = size();
    int first = rows;
    int at = from;
    while (rows < end && at < limit) {
      int next = at;
      int length = piece[next++];
      if (length < 0) {
        length &= 0x7f;
        int shift = 7;
        int more = -1;
        while (next < limit && shift < 7 * (MAX_LENGTH_BYTES - 1) && more < 0) {
          more = piece[next++];
          length |= (more & 0x7f) << shift;
          shift += 7;
        }
        if (more <= 0) {
          // It goes on in the next piece, is longer than pieces are, or is not as servers write it.
          break;
        }
      }
      if (length > limit - next) {
        break;
      }
      at = next + length;
      ends[rows++] = size + at - from;
    }
    if (at == from) {
      return false;
    }
    if (size + (long) (at - from) > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(bytes.length, size + (long) (at - from)));
    }
    System.arraycopy(piece, from, bytes, size, at - from);
    in.skip(at - from);
    return rows > first;
  }

  private void readOne(NativeInput in) throws IOException {
    long length = in.readVarint();
    if (length < 0 || length > Integer.MAX_VALUE - 64) {
      throw new FormatException("A text of " + Long.toUnsignedString(length) + " bytes");
    }
    room(length + MAX_LENGTH_BYTES, 1);
    int at = putLength(size(), (int) length);
    in.readFully(bytes, at, (int) length);
    ends[rows++] = at + (int) length;
  }

  /** Reads texts of which some are null: these become empty, whatever is sent in their place. */
  void read(NativeInput in, int more, NullFlags nulls) throws IOException {
    int first = rows;
    read(in, more);
    for (int row = 0; row < more; row++) {
      if (nulls.isNull(row) && !isEmpty(first + row)) {
        empty(first, nulls);
        return;
      }
    }
  }

  /** Empties the nulls among the texts from a row on. */
  private void empty(int first, NullFlags nulls) {
    int begin = startOf(first);
    int at = begin;
    for (int row = first; row < rows; row++) {
      int end = ends[row];
      if (nulls.isNull(row - first)) {
        bytes[at++] = 0;
      } else {
        System.arraycopy(bytes, begin, bytes, at, end - begin);
        at += end - begin;
      }
      ends[row] = at;
      begin = end;
    }
  }

  /** Which of the rows that are being read are null. */
  @FunctionalInterface
  interface NullFlags {
    boolean isNull(int row);
  }

  @Override
  void write(NativeOutput out) {
    out.write(bytes, 0, size());
  }
}
