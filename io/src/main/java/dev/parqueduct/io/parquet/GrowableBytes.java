package dev.parqueduct.io.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows, with the little-endian writes of Parquet's PLAIN encoding. */
final class GrowableBytes extends OutputStream {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Leaves room for what codecs add to incompressible pages below the largest array. */
  static final int MAX_SIZE = 3 << 29;

  private static final byte[] EMPTY = new byte[0];

  private byte[] array = EMPTY;
  private int size;

  /** The array behind; valid until the next write. */
  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  int capacity() {
    return array.length;
  }

  /** Forgets all bytes from {@code newSize} on. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** Forgets the bytes, and the array too if it is larger than {@code keep}. */
  void reset(int keep) {
    size = 0;
    if (array.length > keep) {
      array = EMPTY;
    }
  }

  /** Makes room for {@code more} bytes. */
  void reserve(long more) {
    long needed = size + more;
    if (needed > array.length) {
      grow(needed);
    }
  }

  private void grow(long needed) {
    if (needed > MAX_SIZE) {
      throw new IllegalStateException(
          "a page would hold " + needed + " bytes; the limit is " + MAX_SIZE);
    }
    // Doubling costs too much memory once single values are tens of megabytes.
    long wanted =
        (long) array.length + (array.length < (32 << 20) ? array.length : array.length >> 2);
    array = Arrays.copyOf(array, (int) Math.min(MAX_SIZE, Math.max(32, Math.max(needed, wanted))));
  }

  @Override
  public void write(int b) {
    reserve(1);
    array[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
  }

  /** Four bytes, lowest first. */
  void writeInt(int value) {
    reserve(4);
    INT.set(array, size, value);
    size += 4;
  }

  /** Eight bytes, lowest first. */
  void writeLong(long value) {
    reserve(8);
    LONG.set(array, size, value);
    size += 8;
  }

  /** The lower four bytes of each number. */
  void writeInts(long[] values, int count) {
    reserve((long) count * Integer.BYTES);
    int at = size;
    for (int i = 0; i < count; i++) {
      INT.set(array, at, (int) values[i]);
      at += Integer.BYTES;
    }
    size = at;
  }

  void writeLongs(long[] values, int count) {
    reserve((long) count * Long.BYTES);
    int at = size;
    for (int i = 0; i < count; i++) {
      LONG.set(array, at, values[i]);
      at += Long.BYTES;
    }
    size = at;
  }

  /** An unsigned LEB128 number. */
  void writeVarint(int value) {
    reserve(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** Replaces the four bytes at {@code position}. */
  void setInt(int position, int value) {
    INT.set(array, position, value);
  }
}
