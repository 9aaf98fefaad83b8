package dev.parqueduct.io.postgres.copy;

import com.google.common.base.Utf8;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;

/** Strings of all kinds, and bytes. */
final class TextValues {
  private TextValues() {}

  static final class Bytes extends LeafDecoder {
    Bytes(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out) {
      out.addBinary(slot, repetition, bytes, offset, length);
    }
  }

  /** Text, labels of enumerations, JSON and XML. */
  static final class Text extends LeafDecoder {
    Text(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      if (!Utf8.isWellFormed(bytes, offset, length)) {
        throw new BadValueException("text that is not UTF-8");
      }
      out.addBinary(slot, repetition, bytes, offset, length);
    }
  }

  /** {@code jsonb}: the version of its form, 1, and JSON. */
  static final class Jsonb extends LeafDecoder {
    Jsonb(Place place, int slot) {
      super(place, slot);
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      if (length < 1 || bytes[offset] != 1) {
        throw new BadValueException("a jsonb that is not of version 1");
      }
      if (!Utf8.isWellFormed(bytes, offset + 1, length - 1)) {
        throw new BadValueException("JSON that is not UTF-8");
      }
      out.addBinary(slot, repetition, bytes, offset + 1, length - 1);
    }
  }

  /** {@code "char"}: a byte, as charout prints it. */
  static final class Char extends LeafDecoder {
    private final TextBuffer text;

    Char(Place place, int slot, TextBuffer text) {
      super(place, slot);
      this.text = text;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, 1);
      int value = bytes[offset];
      text.clear();
      if (value > 0) {
        text.add((char) value);
      } else if (value < 0) {
        text.add('\\');
        text.add((char) ('0' + (value >> 6 & 3)));
        text.add((char) ('0' + (value >> 3 & 7)));
        text.add((char) ('0' + (value & 7)));
      }
      out.addBinary(slot, repetition, text.bytes(), 0, text.length());
    }
  }

  /** {@code bit} and {@code varbit}: int32 number of bits, then bytes, the first bit highest. */
  static final class Bits extends LeafDecoder {
    private final TextBuffer text;

    Bits(Place place, int slot, TextBuffer text) {
      super(place, slot);
      this.text = text;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      int count = length < Integer.BYTES ? -1 : BigEndian.int32(bytes, offset);
      if (count < 0 || length - Integer.BYTES != (count + 7L) / 8) {
        throw new BadValueException(count + " bits in " + length + " bytes");
      }
      text.clear();
      int from = offset + Integer.BYTES;
      for (int i = 0; i < count; i++) {
        text.add((char) ('0' + (bytes[from + (i >> 3)] >> (7 - (i & 7)) & 1)));
      }
      out.addBinary(slot, repetition, text.bytes(), 0, text.length());
    }
  }
}
