package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.ValueOptions.NanNumerics;
import dev.parqueduct.io.text.TextBuffer;

/** Numerics, as DECIMAL of each physical type or as text. */
final class NumericValues {
  private NumericValues() {}

  /** Where numerics go that are DECIMAL. */
  private abstract static class Decimal extends LeafDecoder {
    final int precision;
    final int scale;
    private final NanNumerics policy;
    private final NumericReader numeric = new NumericReader();

    Decimal(Place place, int slot, int precision, int scale, NanNumerics policy) {
      super(place, slot);
      this.precision = precision;
      this.scale = scale;
      this.policy = policy;
    }

    @Override
    final void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      numeric.read(bytes, offset, length);
      if (numeric.finite()) {
        number(numeric, repetition, out);
      } else if (policy == NanNumerics.NULL) {
        nothing(repetition, out);
      } else {
        throw new BadValueException(
            numeric.shown()
                + " is not in DECIMAL: choose --nanNumerics=TEXT (numerics become text) or"
                + " --nanNumerics=NULL");
      }
    }

    abstract void number(NumericReader number, int repetition, RowWriter out)
        throws BadValueException;
  }

  static final class Int extends Decimal {
    Int(Place place, int slot, int precision, int scale, NanNumerics policy) {
      super(place, slot, precision, scale, policy);
    }

    @Override
    void number(NumericReader number, int repetition, RowWriter out) throws BadValueException {
      out.addInt(slot, repetition, Math.toIntExact(number.toLong(precision, scale)));
    }
  }

  static final class Long64 extends Decimal {
    Long64(Place place, int slot, int precision, int scale, NanNumerics policy) {
      super(place, slot, precision, scale, policy);
    }

    @Override
    void number(NumericReader number, int repetition, RowWriter out) throws BadValueException {
      out.addLong(slot, repetition, number.toLong(precision, scale));
    }
  }

  static final class Fixed extends Decimal {
    private final byte[] fixed;

    Fixed(Place place, int slot, int precision, int scale, NanNumerics policy, int size) {
      super(place, slot, precision, scale, policy);
      this.fixed = new byte[size];
    }

    @Override
    void number(NumericReader number, int repetition, RowWriter out) throws BadValueException {
      number.toFixed(precision, scale, fixed);
      out.addBinary(slot, repetition, fixed, 0, fixed.length);
    }
  }

  /** Numerics with all the decimal places that they show. */
  static final class Text extends LeafDecoder {
    private final NumericReader numeric = new NumericReader();
    private final TextBuffer text;

    Text(Place place, int slot, TextBuffer text) {
      super(place, slot);
      this.text = text;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      numeric.read(bytes, offset, length).append(text.clear());
      out.addBinary(slot, repetition, text.bytes(), 0, text.length());
    }
  }
}
