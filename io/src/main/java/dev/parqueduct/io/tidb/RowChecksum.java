package dev.parqueduct.io.tidb;

import dev.parqueduct.io.tidb.RowChoice.Checksums;
import java.util.zip.CRC32;

/** Verifies the checksums that rows of format 2 may end with (TiDB's pkg/util/rowcodec). */
final class RowChecksum {
  private static final int HEADER = 1;
  private static final int SUM = 4;
  private static final int VERSION = 0b111;
  private static final int EXTRA = 0b1000;

  private final Checksums policy;
  private final RowCounts counts;
  private final CRC32 crc = new CRC32();

  RowChecksum(Checksums policy, RowCounts counts) {
    this.policy = policy;
    this.counts = counts;
  }

  /**
   * Verifies a row.
   *
   * @param row where the row begins
   * @param at where its data ends and its checksum begins
   * @param end where the value ends
   */
  void verify(byte[] bytes, int row, int at, int end, byte[] key, int keyLength)
      throws BadValueException {
    int header = at < end ? bytes[at] : 0;
    int size = HEADER + SUM + ((header & EXTRA) != 0 ? SUM : 0);
    if (end - at != size) {
      throw new BadValueException("its checksum has " + (end - at) + " bytes instead of " + size);
    }
    if (policy == Checksums.IGNORE) {
      return;
    }
    int version = header & VERSION;
    if (version != 1 && version != 2) {
      // Version 0 sums up decoded values in forms of their own, not bytes.
      counts.add(RowCount.CHECKSUMS_NOT_VERIFIED);
      return;
    }
    long expected = (int) LittleEndian.INT.get(bytes, at + HEADER) & 0xffff_ffffL;
    int handle = RecordKey.handleStart(key, keyLength);
    // The key without a keyspace, as rows are encoded.
    int whole = handle - 11;
    int length = at + HEADER - row;
    boolean matches = sum(bytes, row, length, key, handle, keyLength) == expected;
    if (!matches && version == 1) {
      matches =
          sum(bytes, row, length, key, whole, keyLength) == expected
              || (whole > 0 && sum(bytes, row, length, key, 0, keyLength) == expected);
    }
    if (matches) {
      counts.add(RowCount.CHECKSUMS_VERIFIED);
    } else if (policy == Checksums.COUNT) {
      counts.add(RowCount.CHECKSUM_MISMATCHES);
    } else {
      throw new BadValueException(
          "its checksum does not match; --checksums=COUNT exports such rows and counts them");
    }
  }

  private long sum(byte[] row, int from, int length, byte[] key, int keyFrom, int keyEnd) {
    crc.reset();
    crc.update(row, from, length);
    crc.update(key, keyFrom, keyEnd - keyFrom);
    return crc.getValue();
  }
}
