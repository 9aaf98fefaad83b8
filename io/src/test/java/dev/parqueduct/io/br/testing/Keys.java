package dev.parqueduct.io.br.testing;

/** Keys of TiDB's records and index entries (pkg/tablecodec). */
public final class Keys {
  private static final int SHORTEST_COMMON_HANDLE = 9;

  private Keys() {}

  /** {@code t} table id {@code _r}. */
  public static Bytes recordPrefix(long physicalId, Bytes to) {
    return to.u8('t').comparable(physicalId).ascii("_r");
  }

  static Bytes indexPrefix(long physicalId, long indexId, Bytes to) {
    return to.u8('t').comparable(physicalId).ascii("_i").comparable(indexId);
  }

  static byte[] record(long physicalId, byte[] handle) {
    return recordPrefix(physicalId, new Bytes()).raw(handle).toArray();
  }

  /** Where a backup's range of all records of a table begins. */
  public static byte[] firstRecord(long physicalId) {
    return recordPrefix(physicalId, new Bytes()).bigEndian(0, 8).toArray();
  }

  /** Where it ends: the key behind the greatest handle. */
  public static byte[] endOfRecords(long physicalId) {
    return new Bytes().u8('t').comparable(physicalId).ascii("_s").bigEndian(0, 8).toArray();
  }

  static byte[] intHandle(long handle) {
    return new Bytes().comparable(handle).toArray();
  }

  static byte[] commonHandle(Bytes encoded) {
    while (encoded.length() < SHORTEST_COMMON_HANDLE) {
      encoded.u8(0);
    }
    return encoded.toArray();
  }

  static long physicalId(byte[] rawKey) {
    if (rawKey.length < 9 || rawKey[0] != 't') {
      return 0;
    }
    long id = 0;
    for (int i = 1; i <= 8; i++) {
      id = (id << 8) | (rawKey[i] & 0xff);
    }
    return id ^ Long.MIN_VALUE;
  }
}
