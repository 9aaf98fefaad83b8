package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import java.util.Arrays;

/** Numbers of a fixed size, booleans and UUIDs. */
final class NumberValues {
  private NumberValues() {}

  static final class Bool extends LeafDecoder {
    Bool(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Byte.BYTES);
      int value = bytes[offset];
      if ((value & ~1) != 0) {
        throw new BadValueException("a boolean of " + value);
      }
      out.addBoolean(slot, repetition, value == 1);
    }
  }

  static final class Int2 extends LeafDecoder {
    Int2(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Short.BYTES);
      out.addInt(slot, repetition, BigEndian.int16(bytes, offset));
    }
  }

  static final class Int4 extends LeafDecoder {
    Int4(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Integer.BYTES);
      out.addInt(slot, repetition, BigEndian.int32(bytes, offset));
    }
  }

  static final class Int8 extends LeafDecoder {
    Int8(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Long.BYTES);
      out.addLong(slot, repetition, BigEndian.int64(bytes, offset));
    }
  }

  /** Object ids, which have 32 bits and no sign. */
  static final class Oid extends LeafDecoder {
    Oid(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Integer.BYTES);
      out.addLong(slot, repetition, BigEndian.int32(bytes, offset) & 0xffff_ffffL);
    }
  }

  static final class Float4 extends LeafDecoder {
    Float4(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Float.BYTES);
      out.addFloat(slot, repetition, Float.intBitsToFloat(BigEndian.int32(bytes, offset)));
    }
  }

  static final class Float8 extends LeafDecoder {
    Float8(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Double.BYTES);
      out.addDouble(slot, repetition, Double.longBitsToDouble(BigEndian.int64(bytes, offset)));
    }
  }

  /** Money: 64 bits that count the smallest fraction, which take 19 digits of DECIMAL. */
  static final class Money extends LeafDecoder {
    static final int PRECISION = 19;

    private final byte[] decimal;

    Money(Place place, int slot, int size) {
      super(place, slot);
      this.decimal = new byte[size];
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, Long.BYTES);
      int more = decimal.length - Long.BYTES;
      Arrays.fill(decimal, 0, more, (byte) (bytes[offset] >> 7));
      System.arraycopy(bytes, offset, decimal, more, Long.BYTES);
      out.addBinary(slot, repetition, decimal, 0, decimal.length);
    }
  }

  static final class Uuid extends LeafDecoder {
    static final int BYTES = 16;

    Uuid(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, BYTES);
      out.addBinary(slot, repetition, bytes, offset, length);
    }
  }
}
