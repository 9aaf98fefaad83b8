package dev.parqueduct.io.tidb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keys of tables: {@code t}, a table id, {@code _r} and a handle for rows, {@code _i} for index
 * entries (TiDB's pkg/tablecodec). In clusters with keyspaces, {@code x} and a keyspace id of three
 * bytes come first; both forms are understood.
 */
public final class RecordKey {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEYSPACE = 4;
  private static final int ID_BYTES = 8;
  private static final int INT_HANDLE_BYTES = 8;

  private RecordKey() {}

  /** Whether the key belongs to a table, and {@link #physicalId} can be asked. */
  public static boolean isTable(byte[] key, int length) {
    int start = start(key, length);
    return length >= start + 1 + ID_BYTES && key[start] == 't';
  }

  /** The id of the table or partition; of the keys of tables only. */
  public static long physicalId(byte[] key, int length) {
    return ordered(key, start(key, length) + 1);
  }

  /** Whether the key is that of a row. */
  public static boolean isRecord(byte[] key, int length) {
    return has(key, length, 'r');
  }

  /** Whether the key is that of an index entry. */
  public static boolean isIndex(byte[] key, int length) {
    return has(key, length, 'i');
  }

  private static boolean has(byte[] key, int length, char kind) {
    int at = start(key, length) + 1 + ID_BYTES;
    return isTable(key, length) && length > at + 1 && key[at] == '_' && key[at + 1] == kind;
  }

  /** Where the handle begins. */
  static int handleStart(byte[] key, int length) {
    return start(key, length) + 1 + ID_BYTES + 2;
  }

  /** A handle that is a number. */
  static long intHandle(byte[] key, int length) throws BadValueException {
    int start = handleStart(key, length);
    if (length != start + INT_HANDLE_BYTES) {
      throw new BadValueException(
          "the handle in the key has " + (length - start) + " bytes, a number has 8");
    }
    return ordered(key, start);
  }

  /** A number whose sign bit is flipped, so that bytes compare as numbers do. */
  static long ordered(byte[] bytes, int at) {
    return (long) BIG_ENDIAN.get(bytes, at) ^ Long.MIN_VALUE;
  }

  private static int start(byte[] key, int length) {
    return length > KEYSPACE && key[0] == 'x' ? KEYSPACE : 0;
  }
}
