package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** FLOAT, DOUBLE, DECIMAL and VECTOR. */
final class RealColumns {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private RealColumns() {}

  /** Doubles whose bits were changed to make them compare as unsigned numbers. */
  static double comparable(byte[] bytes, int offset, int length) throws BadValueException {
    if (length != 8) {
      throw new BadValueException("a floating-point number of " + length + " bytes");
    }
    long bits = (long) BIG_ENDIAN.get(bytes, offset);
    return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
  }

  static byte[] comparable(double value) {
    long bits = Double.doubleToRawLongBits(value);
    byte[] bytes = new byte[8];
    BIG_ENDIAN.set(bytes, 0, bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    return bytes;
  }

  static final class Single extends ColumnDecoder {
    Single(int slot) {
      super(slot);
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      out.setFloat(slot, (float) comparable(bytes, offset, length));
    }
  }

  static final class Twofold extends ColumnDecoder {
    Twofold(int slot) {
      super(slot);
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      out.setDouble(slot, comparable(bytes, offset, length));
    }
  }

  /** DECIMAL of up to 9 digits. */
  static final class DecimalInt extends ColumnDecoder {
    private final BinaryDecimal decimal;

    DecimalInt(int slot, BinaryDecimal decimal) {
      super(slot);
      this.decimal = decimal;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      decimal.read(bytes, offset, length);
      out.setInt(slot, (int) decimal.unscaled());
    }
  }

  /** DECIMAL of up to 18 digits. */
  static final class DecimalLong extends ColumnDecoder {
    private final BinaryDecimal decimal;

    DecimalLong(int slot, BinaryDecimal decimal) {
      super(slot);
      this.decimal = decimal;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      decimal.read(bytes, offset, length);
      out.setLong(slot, decimal.unscaled());
    }
  }

  /** DECIMAL of up to 38 digits. */
  static final class DecimalFixed extends ColumnDecoder {
    private final BinaryDecimal decimal;
    private final byte[] fixed;

    DecimalFixed(int slot, BinaryDecimal decimal, int size) {
      super(slot);
      this.decimal = decimal;
      this.fixed = new byte[size];
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      decimal.read(bytes, offset, length);
      decimal.unscaled(fixed);
      out.setBinary(slot, fixed, 0, fixed.length);
    }
  }

  /** DECIMAL of any number of digits, in as few bytes as the number needs. */
  static final class DecimalBytes extends ColumnDecoder {
    private final BinaryDecimal decimal;
    private final byte[] widest;

    DecimalBytes(int slot, BinaryDecimal decimal, int size) {
      super(slot);
      this.decimal = decimal;
      this.widest = new byte[size];
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      decimal.read(bytes, offset, length);
      decimal.unscaled(widest);
      int from = 0;
      // A byte in front that only repeats the sign of the next one says nothing.
      while (from < widest.length - 1 && widest[from] == widest[from + 1] >> 7) {
        from++;
      }
      out.setBinary(slot, widest, from, widest.length - from);
    }
  }

  /** DECIMAL as text. */
  static final class DecimalText extends ColumnDecoder {
    private final BinaryDecimal decimal;
    private final TextBuffer text;

    DecimalText(int slot, BinaryDecimal decimal, TextBuffer text) {
      super(slot);
      this.decimal = decimal;
      this.text = text;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      decimal.read(bytes, offset, length);
      decimal.text(text.clear());
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** VECTOR as a list; a null list and an empty one differ in their definition level. */
  static final class Vector extends ColumnDecoder {
    private final int empty;

    Vector(int slot, int emptyLevel) {
      super(slot);
      this.empty = emptyLevel;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      int dimensions = dimensions(bytes, offset, length);
      if (dimensions == 0) {
        out.addNull(slot, 0, empty);
      }
      for (int i = 0; i < dimensions; i++) {
        out.addFloat(slot, i == 0 ? 0 : 1, element(bytes, offset, i));
      }
    }

    @Override
    void missing(RowWriter out) {
      out.addNull(slot, 0, 0);
    }
  }

  /** VECTOR as text: [1,2.5]. */
  static final class VectorText extends ColumnDecoder {
    private final TextBuffer text;

    VectorText(int slot, TextBuffer text) {
      super(slot);
      this.text = text;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      int dimensions = dimensions(bytes, offset, length);
      text.clear().add('[');
      for (int i = 0; i < dimensions; i++) {
        if (i > 0) {
          text.add(',');
        }
        float element = element(bytes, offset, i);
        if (!Float.isFinite(element)) {
          throw new BadValueException("a vector holds " + element);
        }
        ShortestDigits.plain(element, text);
      }
      text.add(']');
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  private static int dimensions(byte[] bytes, int offset, int length) throws BadValueException {
    int dimensions = length < 4 ? -1 : (int) LittleEndian.INT.get(bytes, offset);
    if (dimensions < 0 || length != 4 + 4L * dimensions) {
      throw new BadValueException("a vector whose length is not that of its elements");
    }
    return dimensions;
  }

  private static float element(byte[] bytes, int offset, int index) {
    return Float.intBitsToFloat((int) LittleEndian.INT.get(bytes, offset + 4 + 4 * index));
  }
}
