package dev.parqueduct.io.tikv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Parts of the keys that TiKV stores. */
public final class TikvKeys {
  /** In front of every key of user data (TiKV's components/keys). */
  public static final byte DATA_PREFIX = 'z';

  /** Bytes of the shortest memcomparable string. */
  private static final int SHORTEST_ENCODED = 9;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SHOWN = 64;

  private TikvKeys() {}

  static long bigEndianLong(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** Whether a stored key is long enough for a version, and begins as user data does. */
  static boolean mayBeVersioned(byte[] stored, int length) {
    return length >= 1 + SHORTEST_ENCODED + Long.BYTES && stored[0] == DATA_PREFIX;
  }

  /** A key for messages, at most its first 64 bytes. */
  public static String hex(byte[] key, int length) {
    String hex = HexFormat.of().formatHex(key, 0, Math.min(length, SHOWN));
    return length > SHOWN ? hex + "…" : hex;
  }
}
