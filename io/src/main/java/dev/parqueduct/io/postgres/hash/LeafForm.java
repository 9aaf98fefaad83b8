package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.Values;

/**
 * Turns values of a leaf column of Parquet into the binary form of PostgreSQL, and hashes many of
 * them at once. Not for use by several threads.
 */
final class LeafForm {
  /** Turns a boolean, an integer, or the bits of a float. */
  interface NumberForm {
    void write(long number, ByteBuilder out);
  }

  /** Turns a byte string. */
  interface StringForm {
    void write(byte[] bytes, int offset, int length, ByteBuilder out);
  }

  /** How values are hashed without their binary forms being put together. */
  enum Shortcut {
    NONE,
    /** As a number of 32 bits. */
    INT,
    /** As a number of 64 bits. */
    LONG,
    /** As bytes, which are in the file as they are in the server. */
    BYTES,
    /** As days since 1970, which are counted from 2000 in the server. */
    DAYS,
    /** As microseconds since 1970, likewise. */
    MICROS,
    /** As four bytes, highest first: a float. */
    FOUR_BYTES,
    /** As eight bytes, highest first: a double. */
    EIGHT_BYTES,
    /** As digits of base 10,000: a decimal. */
    DECIMAL
  }

  private final Shortcut shortcut;
  private final NumberForm numbers;
  private final StringForm strings;
  private final int scale;
  private final NumericDigits digits = new NumericDigits();
  private final ByteBuilder scratch = new ByteBuilder();

  private LeafForm(Shortcut shortcut, NumberForm numbers, StringForm strings, int scale) {
    this.shortcut = shortcut;
    this.numbers = numbers;
    this.strings = strings;
    this.scale = scale;
  }

  /** Decimals, as numbers or as byte strings. */
  static LeafForm ofDecimals(int scale) {
    return new LeafForm(
        Shortcut.DECIMAL,
        (number, out) -> NumericForm.write(number, scale, out),
        (bytes, offset, length, out) -> NumericForm.writeDecimal(bytes, offset, length, scale, out),
        scale);
  }

  static LeafForm ofNumbers(Shortcut shortcut, NumberForm form) {
    return new LeafForm(
        shortcut,
        form,
        (bytes, offset, length, out) -> {
          throw new IllegalStateException("not a column of strings");
        },
        0);
  }

  static LeafForm ofStrings(Shortcut shortcut, StringForm form) {
    return new LeafForm(
        shortcut,
        (number, out) -> {
          throw new IllegalStateException("not a column of numbers");
        },
        form,
        0);
  }

  void write(Values values, int index, ByteBuilder out) {
    if (values.isStrings()) {
      strings.write(values.bytes(), values.starts()[index], values.lengths()[index], out);
    } else {
      numbers.write(values.numbers()[index], out);
    }
  }

  /** Hashes values as the server hashes each alone. */
  void hash(Values values, ScalarHash hash, long seed, long[] out) {
    int count = values.count();
    switch (shortcut) {
      case INT -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashInt((int) numbers[i], seed);
        }
      }
      case LONG -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashLong(numbers[i], seed);
        }
      }
      case DAYS -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashInt(ServerTime.days((int) numbers[i]), seed);
        }
      }
      case MICROS -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashLong(ServerTime.micros(numbers[i]), seed);
        }
      }
      case FOUR_BYTES -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashInt(Integer.reverseBytes((int) numbers[i]), seed);
        }
      }
      case EIGHT_BYTES -> {
        long[] numbers = values.numbers();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hashEightBytes(numbers[i], seed);
        }
      }
      case BYTES -> {
        byte[] bytes = values.bytes();
        int[] starts = values.starts();
        int[] lengths = values.lengths();
        for (int i = 0; i < count; i++) {
          out[i] = Lookup3.hash(bytes, starts[i], lengths[i], seed);
        }
      }
      case DECIMAL -> {
        boolean asIs = hash.showsDecimals(scale);
        for (int i = 0; i < count; i++) {
          boolean known = asIs && setDigits(values, i) && digits.isHashed();
          out[i] = known ? digits.hash(seed) : hashWritten(values, i, hash, seed);
        }
      }
      case NONE -> {
        for (int i = 0; i < count; i++) {
          out[i] = hashWritten(values, i, hash, seed);
        }
      }
    }
  }

  private boolean setDigits(Values values, int index) {
    if (!values.isStrings()) {
      return digits.set(values.numbers()[index], scale);
    }
    byte[] bytes = values.bytes();
    int start = values.starts()[index];
    int length = values.lengths()[index];
    return NumericForm.isLong(bytes, start, length)
        && digits.set(NumericForm.readLong(bytes, start, length), scale);
  }

  private long hashWritten(Values values, int index, ScalarHash hash, long seed) {
    scratch.clear();
    write(values, index, scratch);
    return hash.hash(scratch.array(), 0, scratch.size(), seed);
  }
}
