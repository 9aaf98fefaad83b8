package dev.parqueduct.io.tidb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells text from bytes that are none. */
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
  static boolean valid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (at + 8 <= end && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
        at += 8;
        continue;
      }
      int size = sequence(bytes, at, end);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /** Length of the character that begins at {@code at}, 0 if none does. */
  static int sequence(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    if (lead < 0xe0) {
      return at + 1 < end && trails(bytes[at + 1]) ? 2 : 0;
    }
    if (at + 2 >= end || !trails(bytes[at + 1]) || !trails(bytes[at + 2])) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    if (lead < 0xf0) {
      boolean overlong = lead == 0xe0 && second < 0xa0;
      boolean surrogate = lead == 0xed && second >= 0xa0;
      return overlong || surrogate ? 0 : 3;
    }
    boolean overlong = lead == 0xf0 && second < 0x90;
    boolean beyond = lead == 0xf4 && second >= 0x90;
    return overlong || beyond || at + 3 >= end || !trails(bytes[at + 3]) ? 0 : 4;
  }

  private static boolean trails(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
