package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;

/**
 * Rows of format 2: ids of columns, sorted, then where the value of each ends, then the values
 * (TiDB's pkg/util/rowcodec).
 */
final class RowV2 {
  static final int MARK = 128;

  private static final int LARGE = 1;
  private static final int CHECKSUM = 2;
  private static final int HEADER = 6;

  private final RowColumns columns;
  private final RowChecksum checksum;
  private byte[] bytes;
  private boolean large;
  private int idSize;
  private int offsets;
  private int data;

  RowV2(RowColumns columns, RowChecksum checksum) {
    this.columns = columns;
    this.checksum = checksum;
  }

  void decode(byte[] row, int offset, int length, byte[] key, int keyLength, RowWriter out)
      throws BadValueException {
    if (length < HEADER) {
      throw new BadValueException("a row of " + length + " bytes");
    }
    bytes = row;
    int flags = row[offset + 1];
    if ((flags & ~(LARGE | CHECKSUM)) != 0) {
      throw new BadValueException("a row of a later format: flags " + flags);
    }
    large = (flags & LARGE) != 0;
    idSize = large ? 4 : 1;
    int values = (short) LittleEndian.SHORT.get(row, offset + 2) & 0xffff;
    int nulls = (short) LittleEndian.SHORT.get(row, offset + 4) & 0xffff;
    int ids = offset + HEADER;
    int nullIds = ids + values * idSize;
    offsets = nullIds + nulls * idSize;
    data = offsets + values * (large ? 4 : 2);
    int end = offset + length;
    long dataEnd = data > end ? data : data + (values == 0 ? 0L : valueEnd(values - 1));
    if (dataEnd > end || dataEnd < data) {
      throw new BadValueException("a row whose values end beyond it");
    }
    if ((flags & CHECKSUM) != 0) {
      checksum.verify(row, offset, (int) dataEnd, end, key, keyLength);
    } else if (dataEnd != end) {
      throw new BadValueException("a row with " + (end - dataEnd) + " bytes too many");
    }
    walk(ids, values, nullIds, nulls, out);
  }

  /** Both the row's columns and the file's are in the order of their ids. */
  private void walk(int ids, int values, int nullIds, int nulls, RowWriter out)
      throws BadValueException {
    int value = 0;
    int nothing = 0;
    for (int i = 0; i < columns.count(); i++) {
      long id = columns.id(i);
      while (value < values && id(ids, value) < id) {
        value++;
      }
      if (value < values && id(ids, value) == id) {
        int start = value == 0 ? 0 : valueEnd(value - 1);
        int size = valueEnd(value) - start;
        // The last one ends with the data, so all lie within it if none has less than no bytes.
        if (size < 0 || start < 0 || data + start + size > dataLimit(values)) {
          throw new BadValueException("a row whose values overlap");
        }
        columns.bytes(i, bytes, data + start, size, out);
        continue;
      }
      while (nothing < nulls && id(nullIds, nothing) < id) {
        nothing++;
      }
      if (nothing < nulls && id(nullIds, nothing) == id) {
        columns.nothing(i, out);
      } else {
        columns.absent(i, out);
      }
    }
  }

  private int dataLimit(int values) {
    return data + valueEnd(values - 1);
  }

  private int valueEnd(int index) {
    return large
        ? (int) LittleEndian.INT.get(bytes, offsets + 4 * index)
        : (short) LittleEndian.SHORT.get(bytes, offsets + 2 * index) & 0xffff;
  }

  private long id(int from, int index) {
    return idSize == 1
        ? bytes[from + index] & 0xff
        : (int) LittleEndian.INT.get(bytes, from + 4 * index) & 0xffff_ffffL;
  }
}
