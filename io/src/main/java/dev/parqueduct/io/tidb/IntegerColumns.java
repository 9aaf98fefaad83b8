package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;
import dev.parqueduct.io.tidb.NumberDecoder.NumberSign;

/** The forms of integer columns, YEAR and BIT. */
final class IntegerColumns {
  private IntegerColumns() {}

  /** INT32, of which readers may look at fewer bits. */
  static final class Int extends NumberDecoder {
    private final long least;
    private final long greatest;

    Int(int slot, NumberSign sign, int bits) {
      super(slot, sign);
      boolean signed = sign == NumberSign.SIGNED;
      this.least = signed ? -(1L << (bits - 1)) : 0;
      this.greatest = Math.min((1L << (signed ? bits - 1 : bits)) - 1, Integer.MAX_VALUE);
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      if (value < least || value > greatest) {
        throw new BadValueException("a number that its type cannot hold: " + value);
      }
      out.setInt(slot, (int) value);
    }
  }

  /** INT64, the bits as they are. */
  static final class Long64 extends NumberDecoder {
    Long64(int slot, NumberSign sign) {
      super(slot, sign);
    }

    @Override
    void number(long value, RowWriter out) {
      out.setLong(slot, value);
    }
  }

  /** BOOLEAN. */
  static final class Truth extends NumberDecoder {
    Truth(int slot, NumberSign sign) {
      super(slot, sign);
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      if (value != 0 && value != 1) {
        throw new BadValueException(
            value + " is no BOOLEAN; export the column as an integer, or a bit string");
      }
      out.setBoolean(slot, value == 1);
    }
  }

  /** DECIMAL(20,0) in nine bytes, of an unsigned number. */
  static final class UnsignedDecimal extends NumberDecoder {
    static final int BYTES = 9;
    private final byte[] fixed = new byte[BYTES];

    UnsignedDecimal(int slot) {
      super(slot, NumberSign.UNSIGNED);
    }

    @Override
    void number(long value, RowWriter out) {
      for (int i = 0; i < 8; i++) {
        fixed[8 - i] = (byte) (value >>> (8 * i));
      }
      out.setBinary(slot, fixed, 0, BYTES);
    }
  }

  /** The digits of an unsigned number. */
  static final class UnsignedText extends NumberDecoder {
    private final TextBuffer text;

    UnsignedText(int slot, TextBuffer text) {
      super(slot, NumberSign.UNSIGNED);
      this.text = text;
    }

    @Override
    void number(long value, RowWriter out) {
      text.clear().unsigned(value);
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** The bits of a BIT column, highest byte first. */
  static final class Bits extends NumberDecoder {
    private final byte[] fixed;

    Bits(int slot, int bits) {
      super(slot, NumberSign.UNSIGNED);
      this.fixed = new byte[(bits + 7) / 8];
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      if (fixed.length < 8 && value >>> (8 * fixed.length) != 0) {
        throw new BadValueException("more bits than the column has");
      }
      for (int i = 0; i < fixed.length; i++) {
        fixed[fixed.length - 1 - i] = (byte) (value >>> (8 * i));
      }
      out.setBinary(slot, fixed, 0, fixed.length);
    }
  }
}
