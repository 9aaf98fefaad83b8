package dev.parqueduct.io.clickhouse.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 of version 1.0.2, which ClickHouse checks its compressed frames with; later versions
 * of the algorithm give other values. After Geoff Pike and Jyrki Alakuijala's description.
 */
final class CityHash128 {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MUL = 0x9ddfea08eb382d69L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private long low;
  private long high;

  private CityHash128(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of a range of bytes. */
  static CityHash128 of(byte[] bytes, int from, int length) {
    CityHash128 hash = new CityHash128(bytes);
    if (length >= 16) {
      hash.seeded(from + 16, length - 16, hash.longAt(from) ^ K3, hash.longAt(from + 8));
    } else if (length >= 8) {
      hash.seeded(from, 0, hash.longAt(from) ^ (length * K0), hash.longAt(from + length - 8) ^ K1);
    } else {
      hash.seeded(from, length, K0, K1);
    }
    return hash;
  }

  /** The eight bytes that come first. */
  long low() {
    return low;
  }

  /** The eight bytes that come last. */
  long high() {
    return high;
  }

  private void seeded(int from, int length, long seedLow, long seedHigh) {
    if (length < 128) {
      shortSeeded(from, length, seedLow, seedHigh);
      return;
    }
    int at = from;
    int left = length;
    long x = seedLow;
    long y = seedHigh;
    long z = left * K1;
    long v1 = Long.rotateRight(y ^ K1, 49) * K1 + longAt(at);
    long v2 = Long.rotateRight(v1, 42) * K1 + longAt(at + 8);
    long w1 = Long.rotateRight(y + z, 35) * K1 + x;
    long w2 = Long.rotateRight(x + longAt(at + 88), 53) * K1;
    // Two rounds of 64 bytes each.
    do {
      for (int round = 0; round < 2; round++) {
        x = Long.rotateRight(x + y + v1 + longAt(at + 16), 37) * K1;
        y = Long.rotateRight(y + v2 + longAt(at + 48), 42) * K1;
        x ^= w2;
        y ^= v1;
        z = Long.rotateRight(z ^ w1, 33);
        long seed = x + w1;
        v1 = v2 * K1 + longAt(at);
        v2 = Long.rotateRight(seed + v1 + longAt(at + 24), 21);
        long before = v1;
        v1 += longAt(at + 8) + longAt(at + 16);
        v2 += Long.rotateRight(v1, 44) + before;
        v1 += longAt(at + 24);
        long sum = z + w2 + longAt(at + 32);
        w2 = Long.rotateRight(y + sum + longAt(at + 56), 21);
        w1 = sum + longAt(at + 40) + longAt(at + 48);
        w2 += Long.rotateRight(w1, 44) + sum;
        w1 += longAt(at + 56);
        long swap = z;
        z = x;
        x = swap;
        at += 64;
      }
      left -= 128;
    } while (left >= 128);
    y += Long.rotateRight(w1, 37) * K0 + z;
    x += Long.rotateRight(v1 + z, 49) * K0;
    for (int done = 32; done - 32 < left; done += 32) {
      int tail = at + left - done;
      y = Long.rotateRight(y - x, 42) * K0 + v2;
      w1 += longAt(tail + 16);
      x = Long.rotateRight(x, 49) * K0 + w1;
      w1 += v1;
      long sum = v1 + longAt(tail);
      long mixed = Long.rotateRight(v2 + sum + longAt(tail + 24), 21);
      v1 = sum + longAt(tail + 8) + longAt(tail + 16);
      v2 = mixed + Long.rotateRight(v1, 44) + sum;
      v1 += longAt(tail + 24);
    }
    x = hash16(x, v1);
    y = hash16(y, w1);
    low = hash16(x + v2, w2) + y;
    high = hash16(x + w2, y + v2);
  }

  private void shortSeeded(int from, int length, long seedLow, long seedHigh) {
    long a = seedLow;
    long b = seedHigh;
    long c;
    long d;
    int left = length - 16;
    int at = from;
    if (left <= 0) {
      a = mix(a * K1) * K1;
      c = b * K1 + hash0to16(from, length);
      d = mix(a + (length >= 8 ? longAt(from) : c));
    } else {
      c = hash16(longAt(from + length - 8) + K1, a);
      d = hash16(b + length, c + longAt(from + length - 16));
      a += d;
      do {
        a ^= mix(longAt(at) * K1) * K1;
        a *= K1;
        b ^= a;
        c ^= mix(longAt(at + 8) * K1) * K1;
        c *= K1;
        d ^= c;
        at += 16;
        left -= 16;
      } while (left > 0);
    }
    a = hash16(a, c);
    b = hash16(d, b);
    low = a ^ b;
    high = hash16(b, a);
  }

  private long hash0to16(int from, int length) {
    if (length > 8) {
      long a = longAt(from);
      long b = longAt(from + length - 8);
      return hash16(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      long a = intAt(from);
      return hash16(length + (a << 3), intAt(from + length - 4));
    }
    if (length > 0) {
      int a = bytes[from] & 0xff;
      int b = bytes[from + (length >> 1)] & 0xff;
      int c = bytes[from + length - 1] & 0xff;
      int y = a + (b << 8);
      int z = length + (c << 2);
      return mix(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private static long hash16(long u, long v) {
    long a = mix((u ^ v) * MUL);
    long b = mix((v ^ a) * MUL);
    return b * MUL;
  }

  private static long mix(long value) {
    return value ^ (value >>> 47);
  }

  private long longAt(int at) {
    return (long) LONGS.get(bytes, at);
  }

  private long intAt(int at) {
    return (int) INTS.get(bytes, at) & 0xffffffffL;
  }
}
