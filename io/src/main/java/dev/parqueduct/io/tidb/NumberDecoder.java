package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;

/** Columns whose values are whole numbers, of 1, 2, 4 or 8 bytes in rows. */
abstract class NumberDecoder extends ColumnDecoder {
  private final boolean signed;

  NumberDecoder(int slot, NumberSign sign) {
    super(slot);
    this.signed = sign == NumberSign.SIGNED;
  }

  /** How short forms are widened. */
  enum NumberSign {
    SIGNED,
    UNSIGNED
  }

  @Override
  final void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
    long value =
        switch (length) {
          case 1 -> signed ? bytes[offset] : bytes[offset] & 0xff;
          case 2 -> {
            short read = (short) LittleEndian.SHORT.get(bytes, offset);
            yield signed ? read : read & 0xffff;
          }
          case 4 -> {
            int read = (int) LittleEndian.INT.get(bytes, offset);
            yield signed ? read : read & 0xffff_ffffL;
          }
          case 8 -> (long) LittleEndian.LONG.get(bytes, offset);
          default -> throw new BadValueException("a number of " + length + " bytes");
        };
    number(value, out);
  }

  @Override
  abstract void number(long value, RowWriter out) throws BadValueException;
}
