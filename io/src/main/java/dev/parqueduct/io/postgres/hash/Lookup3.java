package dev.parqueduct.io.postgres.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * PostgreSQL's 64-bit hash of bytes, {@code hash_bytes_extended} of src/common/hashfn.c: Bob
 * Jenkins' lookup3 (2006) with a seed, as little-endian servers compute it.
 */
final class Lookup3 {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int GOLDEN = 0x9e3779b9;
  private static final int START = 3923095;

  private Lookup3() {}

  static long hash(byte[] bytes, int offset, int length, long seed) {
    int a = GOLDEN + length + START;
    int b = a;
    int c = a;
    int at = offset;
    int left = length;
    if (seed != 0) {
      a += (int) (seed >>> 32);
      b += (int) seed;
    }
    // The seed is mixed as if it were a first block of the bytes.
    boolean mix = seed != 0;
    while (mix || left >= 12) {
      if (!mix) {
        a += (int) INT.get(bytes, at);
        b += (int) INT.get(bytes, at + 4);
        c += (int) INT.get(bytes, at + 8);
        at += 12;
        left -= 12;
      }
      mix = false;
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    // The lowest byte of c is kept for the length, so the last word starts one byte higher.
    if (left >= 8) {
      a += (int) INT.get(bytes, at);
      b += (int) INT.get(bytes, at + 4);
      c += rest(bytes, at + 8, left - 8) << 8;
    } else if (left >= 4) {
      a += (int) INT.get(bytes, at);
      b += rest(bytes, at + 4, left - 4);
    } else {
      a += rest(bytes, at, left);
    }
    return finish(a, b, c);
  }

  /** Up to three bytes, lowest first. */
  private static int rest(byte[] bytes, int at, int count) {
    return switch (count) {
      case 0 -> 0;
      case 1 -> bytes[at] & 0xff;
      case 2 -> (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
      default -> (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    };
  }

  /** The hash of four bytes: {@code hash_bytes_uint32_extended}. */
  static long hashInt(int value, long seed) {
    return hashWords(Integer.toUnsignedLong(value), 0, 4, seed);
  }

  /**
   * The hash of int8 and of all types counted in it: {@code hashint8extended} of
   * access/hash/hashfunc.c folds the halves, so that equal values of narrower types hash alike.
   */
  static long hashLong(long value, long seed) {
    int high = (int) (value >> 32);
    return hashInt((int) value ^ (value >= 0 ? high : ~high), seed);
  }

  /** The hash of eight bytes, given as the number that they are highest byte first. */
  static long hashEightBytes(long value, long seed) {
    return hashWords(Long.reverseBytes(value), 0, 8, seed);
  }

  /**
   * The hash of up to sixteen bytes, given as two numbers highest byte first, the second with zeros
   * behind the last byte.
   */
  static long hashSixteenBytes(long first, long second, int length, long seed) {
    return hashWords(Long.reverseBytes(first), Long.reverseBytes(second), length, seed);
  }

  private static long hashWords(long first, long second, int length, long seed) {
    int a = GOLDEN + length + START;
    int b = a;
    int c = a;
    long start = first;
    long end = second;
    boolean seeded = seed != 0;
    if (seeded) {
      a += (int) (seed >>> 32);
      b += (int) seed;
    }
    boolean block = length >= 12;
    while (seeded || block) {
      if (!seeded) {
        a += (int) start;
        b += (int) (start >>> 32);
        c += (int) end;
        start = end >>> 32;
        end = 0;
        block = false;
      }
      seeded = false;
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    return finish(a + (int) start, b + (int) (start >>> 32), c + ((int) end << 8));
  }

  private static long finish(int firstWord, int secondWord, int thirdWord) {
    int a = firstWord;
    int b = secondWord;
    int c = thirdWord;
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
    return ((long) b << 32) | (c & 0xffff_ffffL);
  }
}
