package dev.parqueduct.io.br.testing;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Encodes rows in TiDB's row format version 2 (pkg/util/rowcodec). Columns are added in the order
 * of their ids; the object is used again for the next row after {@link #clear}.
 */
public final class RowV2 {
  private static final int LARGE = 1;
  private static final int CHECKSUM = 2;

  private final Bytes data = new Bytes();
  private long[] ids = new long[16];
  private int[] ends = new int[16];
  private int count;
  private long[] nullIds = new long[8];
  private int nullCount;
  private long largestId;

  public RowV2 clear() {
    data.clear();
    count = 0;
    nullCount = 0;
    largestId = 0;
    return this;
  }

  public RowV2 addNull(long id) {
    if (nullCount == nullIds.length) {
      nullIds = Arrays.copyOf(nullIds, nullCount * 2);
    }
    nullIds[nullCount++] = id;
    largestId = Math.max(largestId, id);
    return this;
  }

  public RowV2 addSigned(long id, long value) {
    data.littleEndian(value, signedBytes(value));
    return end(id);
  }

  public RowV2 addUnsigned(long id, long value) {
    int bytes = (value >>> 8) == 0 ? 1 : (value >>> 16) == 0 ? 2 : (value >>> 32) == 0 ? 4 : 8;
    data.littleEndian(value, bytes);
    return end(id);
  }

  public RowV2 addDouble(long id, double value) {
    data.comparable(value);
    return end(id);
  }

  public RowV2 addBytes(long id, byte[] bytes) {
    return addBytes(id, bytes, 0, bytes.length);
  }

  public RowV2 addBytes(long id, byte[] bytes, int from, int length) {
    data.raw(bytes, from, length);
    return end(id);
  }

  /** Appends the row to {@code to}. */
  public void finish(Bytes to) {
    write(to, 0);
  }

  /**
   * Appends the row and its checksum.
   *
   * @param version the checksum's version; bit 3 asks for an extra one
   * @param covered what the checksum covers behind the row: the record key or the handle
   */
  public void finish(Bytes to, int version, byte[] covered) {
    int start = to.length();
    write(to, CHECKSUM);
    to.u8(version);
    CRC32 crc = new CRC32();
    crc.update(to.array(), start, to.length() - start);
    crc.update(covered);
    to.littleEndian(crc.getValue(), 4);
    if ((version & 8) != 0) {
      to.littleEndian(~crc.getValue(), 4);
    }
  }

  private void write(Bytes to, int flags) {
    boolean large = largestId > 255 || data.length() > 65535;
    int idBytes = large ? 4 : 1;
    int endBytes = large ? 4 : 2;
    to.u8(128).u8(flags | (large ? LARGE : 0)).littleEndian(count, 2).littleEndian(nullCount, 2);
    for (int i = 0; i < count; i++) {
      to.littleEndian(ids[i], idBytes);
    }
    for (int i = 0; i < nullCount; i++) {
      to.littleEndian(nullIds[i], idBytes);
    }
    for (int i = 0; i < count; i++) {
      to.littleEndian(ends[i], endBytes);
    }
    to.raw(data.array(), 0, data.length());
  }

  private RowV2 end(long id) {
    if (count > 0 && ids[count - 1] >= id) {
      throw new IllegalArgumentException("columns must come in the order of their ids");
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    ids[count] = id;
    ends[count++] = data.length();
    largestId = Math.max(largestId, id);
    return this;
  }

  private static int signedBytes(long value) {
    return value == (byte) value ? 1 : value == (short) value ? 2 : value == (int) value ? 4 : 8;
  }
}
