package dev.parqueduct.io.tikv;

import static java.util.Objects.checkFromIndexSize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64/XZ: the polynomial of ECMA-182, reflected, all ones before and after. Backups of TiKV sum
 * up their entries with it: key and value of an entry one after the other, entries by exclusive or.
 *
 * <p>Sixteen bytes a step, each with a table of its own ("slicing", Kounavis and Berry, 2005).
 */
public final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final int SLICES = 16;
  private static final long[] TABLE = table();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Crc64() {}

  private static long[] table() {
    long[] table = new long[SLICES * 256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    for (int i = 256; i < table.length; i++) {
      long before = table[i - 256];
      table[i] = (before >>> 8) ^ table[(int) before & 0xff];
    }
    return table;
  }

  /** The checksum of an entry: that of its key, followed by its value. */
  public static long of(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    return update(update(0, key, keyOffset, keyLength), value, valueOffset, valueLength);
  }

  /**
   * The checksum of some bytes followed by others.
   *
   * @param crc the checksum of what comes before; 0 when that is nothing
   */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    int at = checkFromIndexSize(offset, length, bytes.length);
    int end = offset + length;
    long state = ~crc;
    for (; end - at >= SLICES; at += SLICES) {
      long first = state ^ (long) LONGS.get(bytes, at);
      long second = (long) LONGS.get(bytes, at + 8);
      state = eight(first, 8 * 256) ^ eight(second, 0);
    }
    if (end - at >= 8) {
      state = eight(state ^ (long) LONGS.get(bytes, at), 0);
      at += 8;
    }
    for (; at < end; at++) {
      state = (state >>> 8) ^ TABLE[(int) (state ^ bytes[at]) & 0xff];
    }
    return ~state;
  }

  /** Eight bytes, the first of which is {@code slice / 256 + 7} bytes from the end of the step. */
  private static long eight(long bytes, int slice) {
    long[] table = TABLE;
    return table[slice + 7 * 256 + ((int) bytes & 0xff)]
        ^ table[slice + 6 * 256 + ((int) (bytes >>> 8) & 0xff)]
        ^ table[slice + 5 * 256 + ((int) (bytes >>> 16) & 0xff)]
        ^ table[slice + 4 * 256 + ((int) (bytes >>> 24) & 0xff)]
        ^ table[slice + 3 * 256 + ((int) (bytes >>> 32) & 0xff)]
        ^ table[slice + 2 * 256 + ((int) (bytes >>> 40) & 0xff)]
        ^ table[slice + 256 + ((int) (bytes >>> 48) & 0xff)]
        ^ table[slice + (int) (bytes >>> 56)];
  }
}
