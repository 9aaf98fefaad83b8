package dev.parqueduct.io.br;

import java.util.Arrays;
import java.util.List;

/**
 * Which of some tables a range of raw keys touches. Keys of a table begin with {@code t} and its
 * id, eight bytes that sort as the id does; {@code _i} and {@code _r} follow for index entries and
 * records (TiDB's tablecodec). In API V2 a keyspace comes first, {@code x} and three bytes.
 */
final class TableKeys {
  private static final int KEYSPACE = 4;
  private static final int ID_END = 1 + Long.BYTES;
  private static final byte[] NONE = {};

  private final long[] ids;

  /**
   * @param physicalIds of tables and partitions, in any order
   */
  TableKeys(long[] physicalIds) {
    this.ids = Arrays.stream(physicalIds).sorted().distinct().toArray();
  }

  /** The tables of which the range can hold records. */
  List<Long> withRecords(BackupFile file) {
    return touched(file, (byte) 'r', (byte) ('r' + 1));
  }

  /** The tables of which the range can hold anything. */
  List<Long> withEntries(BackupFile file) {
    return touched(file, (byte) 0, (byte) 0);
  }

  /** Whether all keys in the range begin with the same table id. */
  static boolean isOfOneTable(BackupFile file) {
    byte[] start = file.startKey();
    byte[] stop = file.endKey();
    int end = start.length > KEYSPACE && start[0] == 'x' ? KEYSPACE + ID_END : ID_END;
    if (start.length < end || stop.length < end) {
      return false;
    }
    byte[] next = Arrays.copyOf(start, end);
    increment(next);
    return Arrays.equals(start, 0, end, stop, 0, end) || Arrays.equals(stop, next);
  }

  /**
   * @param first of a table's keys: the byte behind {@code _}; 0 for all that the table has
   * @param end the first byte behind
   */
  private List<Long> touched(BackupFile file, byte first, byte end) {
    byte[] start = file.startKey();
    byte[] stop = file.endKey();
    if (start.length >= KEYSPACE && start[0] == 'x') {
      boolean sameKeyspace =
          stop.length >= KEYSPACE && Arrays.equals(start, 0, KEYSPACE, stop, 0, KEYSPACE);
      stop = sameKeyspace ? Arrays.copyOfRange(stop, KEYSPACE, stop.length) : NONE;
      start = Arrays.copyOfRange(start, KEYSPACE, start.length);
    }
    int from = firstEndingBehind(start, end);
    int to = stop.length == 0 ? ids.length : firstBeginningFrom(stop, first);
    return from >= to ? List.of() : Arrays.stream(ids, from, to).boxed().toList();
  }

  /** The first table whose keys do not all lie before a key. */
  private int firstEndingBehind(byte[] key, byte end) {
    int low = 0;
    int high = ids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(bound(ids[middle], end, true), key) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The first table whose keys all lie at a key or behind it. */
  private int firstBeginningFrom(byte[] key, byte first) {
    int low = 0;
    int high = ids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(bound(ids[middle], first, false), key) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static byte[] bound(long id, byte kind, boolean upper) {
    byte[] key = new byte[kind == 0 ? ID_END : ID_END + 2];
    key[0] = 't';
    long sortable = id ^ Long.MIN_VALUE;
    for (int i = 0; i < Long.BYTES; i++) {
      key[1 + i] = (byte) (sortable >>> (Long.SIZE - Byte.SIZE * (i + 1)));
    }
    if (kind != 0) {
      key[ID_END] = '_';
      key[ID_END + 1] = kind;
    } else if (upper) {
      increment(key);
    }
    return key;
  }

  /** To the first key that does not begin with this one. */
  private static void increment(byte[] key) {
    for (int i = key.length - 1; i >= 0; i--) {
      key[i]++;
      if (key[i] != 0) {
        return;
      }
    }
  }
}
