package dev.parqueduct.io.postgres.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows and is reused, with the big-endian writes of PostgreSQL. */
final class ByteBuilder {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array = new byte[64];
  private int size;

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Adds so many bytes, of any content, and tells where they start. */
  int extend(int more) {
    int start = size;
    size = Math.addExact(size, more);
    if (size > array.length) {
      array =
          Arrays.copyOf(
              array, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, 2L * array.length)));
    }
    return start;
  }

  void writeByte(int value) {
    int at = extend(1);
    array[at] = (byte) value;
  }

  void writeShort(int value) {
    int at = extend(2);
    SHORT.set(array, at, (short) value);
  }

  void writeInt(int value) {
    int at = extend(4);
    INT.set(array, at, value);
  }

  void writeLong(long value) {
    int at = extend(8);
    LONG.set(array, at, value);
  }

  void write(byte[] bytes, int offset, int length) {
    int at = extend(length);
    System.arraycopy(bytes, offset, array, at, length);
  }

  void writeZeros(int count) {
    int at = extend(count);
    Arrays.fill(array, at, size, (byte) 0);
  }

  void setByte(int at, int value) {
    array[at] = (byte) value;
  }

  void setShort(int at, int value) {
    SHORT.set(array, at, (short) value);
  }

  void setInt(int at, int value) {
    INT.set(array, at, value);
  }

  void setLong(int at, long value) {
    LONG.set(array, at, value);
  }

  /** Drops the bytes from {@code end} on. */
  void truncate(int end) {
    size = end;
  }

  short getShort(int at) {
    return (short) SHORT.get(array, at);
  }

  /** Ends the bytes at {@code end}, and drops those in {@code at}..{@code from}. */
  void remove(int at, int from, int end) {
    if (from > at) {
      System.arraycopy(array, from, array, at, end - from);
    }
    size = end - (from - at);
  }

  static short readShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }

  static int readInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long readLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }
}
