package dev.parqueduct.io.br.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the number forms that TiDB, TiKV and protobuf write. */
public final class Bytes {
  private static final int GROUP = 8;

  private byte[] array = new byte[64];
  private int length;

  /** The bytes so far, from the start of the array; another write may replace the array. */
  public byte[] array() {
    return array;
  }

  public int length() {
    return length;
  }

  public byte[] toArray() {
    return Arrays.copyOf(array, length);
  }

  public Bytes clear() {
    length = 0;
    return this;
  }

  /** Forgets what comes after the first {@code kept} bytes. */
  public Bytes truncate(int kept) {
    length = kept;
    return this;
  }

  public Bytes u8(int value) {
    reserve(1);
    array[length++] = (byte) value;
    return this;
  }

  public Bytes raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  public Bytes raw(byte[] bytes, int from, int count) {
    reserve(count);
    System.arraycopy(bytes, from, array, length, count);
    length += count;
    return this;
  }

  public Bytes ascii(String text) {
    return raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The low {@code count} bytes, the lowest first. */
  public Bytes littleEndian(long value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      array[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** The low {@code count} bytes, the highest first. */
  public Bytes bigEndian(long value, int count) {
    reserve(count);
    for (int i = count - 1; i >= 0; i--) {
      array[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** A signed number whose bytes sort as it does. */
  public Bytes comparable(long value) {
    return bigEndian(value ^ Long.MIN_VALUE, 8);
  }

  /** A double whose bytes sort as it does. */
  public Bytes comparable(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bigEndian(bits >= 0 ? bits ^ Long.MIN_VALUE : ~bits, 8);
  }

  /** An unsigned LEB128 number. */
  public Bytes uvarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      u8((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /** A signed number, zigzag and LEB128. */
  public Bytes varint(long value) {
    return uvarint((value << 1) ^ (value >> 63));
  }

  /** Bytes in groups of eight, each with a marker: they sort as the bytes do. */
  public Bytes memComparable(byte[] bytes, int from, int count) {
    int at = 0;
    while (true) {
      int taken = Math.min(GROUP, count - at);
      raw(bytes, from + at, taken);
      for (int i = taken; i < GROUP; i++) {
        u8(0);
      }
      u8(0xff - (GROUP - taken));
      at += GROUP;
      if (taken < GROUP) {
        return this;
      }
    }
  }

  private void reserve(int count) {
    if (length + count > array.length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
    }
  }
}
