package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts, or any bytes: lengths and bytes as they are written, and where each value ends. */
public final class StringColumn extends Column {
  /** A length takes at most as many bytes. */
  private static final int MAX_LENGTH_BYTES = 5;

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
    return Arrays.equals(
        bytes, startOf(row), ends[row], other.bytes, other.startOf(otherRow), other.ends[otherRow]);
  }

  /** Whether a value is this. */
  public boolean isEqual(int row, byte[] value) {
    return Arrays.equals(bytes, from(row), to(row), value, 0, value.length);
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

  @Override
  public void appendDefault() {
    append(new byte[0], 0, 0);
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
    for (int row = 0; row < more; row++) {
      readOne(in);
    }
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
    for (int row = 0; row < more; row++) {
      readOne(in);
      if (nulls.isNull(row) && !isEmpty(rows - 1)) {
        rows--;
        appendDefault();
      }
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
