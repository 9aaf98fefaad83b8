package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.tikv.MemComparable;

/**
 * A value that says its own kind, as keys and rows of format 1 hold it (TiDB's pkg/util/codec). One
 * object reads value after value.
 */
final class Datum {
  private static final int NULL = 0;
  private static final int BYTES = 1;
  private static final int COMPACT_BYTES = 2;
  private static final int INT = 3;
  private static final int UINT = 4;
  private static final int FLOAT = 5;
  private static final int DECIMAL = 6;
  private static final int DURATION = 7;
  private static final int VARINT = 8;
  private static final int UVARINT = 9;
  private static final int JSON = 10;
  private static final int VECTOR = 20;

  private int flag;
  private long number;
  private byte[] bytes;
  private int offset;
  private int length;
  private byte[] unescaped = new byte[64];

  /**
   * Reads the value at {@code at}.
   *
   * @param end where the bytes that may belong to it end
   * @return where the next one begins
   */
  int read(byte[] from, int at, int end) throws BadValueException {
    flag = from[at] & 0xff;
    int start = at + 1;
    int next =
        switch (flag) {
          case NULL -> start;
          case BYTES -> unescape(from, start, end);
          case COMPACT_BYTES -> compact(from, start);
          case INT, DURATION -> {
            number = RecordKey.ordered(from, start);
            yield start + 8;
          }
          case UINT -> {
            number = RecordKey.ordered(from, start) ^ Long.MIN_VALUE;
            yield start + 8;
          }
          case FLOAT -> raw(from, start, 8);
          case DECIMAL ->
              raw(from, start, 2 + BinaryDecimal.size(from[start] & 0xff, from[start + 1] & 0xff));
          case VARINT -> {
            number = Varint.signed(from, start);
            yield start + Varint.size(from, start);
          }
          case UVARINT -> {
            number = Varint.unsigned(from, start);
            yield start + Varint.size(from, start);
          }
          case JSON -> raw(from, start, JsonText.size(from, start));
          case VECTOR -> raw(from, start, 4 + 4 * (int) LittleEndian.INT.get(from, start));
          default -> throw new BadValueException("a value of unknown kind " + flag);
        };
    if (next > end || next < start) {
      throw new BadValueException("a value ends beyond its row or key");
    }
    return next;
  }

  private int unescape(byte[] from, int start, int end) {
    if (unescaped.length < end - start) {
      unescaped = new byte[Math.max(end - start, 2 * unescaped.length)];
    }
    length = MemComparable.decode(from, start, end, unescaped);
    bytes = unescaped;
    offset = 0;
    return start + MemComparable.encodedLength(length);
  }

  private int compact(byte[] from, int start) throws BadValueException {
    int size = Varint.size(from, start);
    long count = Varint.signed(from, start);
    if (count < 0 || count > from.length - start - size) {
      throw new BadValueException("a string of " + count + " bytes ends beyond its row");
    }
    return raw(from, start + size, (int) count);
  }

  private int raw(byte[] from, int start, int size) {
    bytes = from;
    offset = start;
    length = size;
    return start + size;
  }

  boolean isNull() {
    return flag == NULL;
  }

  /** The value of a column id. */
  long asId() throws BadValueException {
    if (flag != VARINT && flag != INT) {
      throw new BadValueException("a column id of kind " + flag);
    }
    return number;
  }

  /** Writes the value, which is not null. */
  void write(ColumnDecoder decoder, RowWriter out) throws BadValueException {
    switch (flag) {
      case INT, UINT, DURATION, VARINT, UVARINT -> decoder.number(number, out);
      default -> {
        if (decoder instanceof NumberDecoder) {
          throw new BadValueException("bytes where the column has a number");
        }
        decoder.bytes(bytes, offset, length, out);
      }
    }
  }
}
