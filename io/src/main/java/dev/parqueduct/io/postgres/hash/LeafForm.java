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
    /** As eight bytes: a double. */
    EIGHT_BYTES
  }

  private final Shortcut shortcut;
  private final NumberForm numbers;
  private final StringForm strings;
  private final ByteBuilder scratch = new ByteBuilder();

  private LeafForm(Shortcut shortcut, NumberForm numbers, StringForm strings) {
    this.shortcut = shortcut;
    this.numbers = numbers;
    this.strings = strings;
  }

  static LeafForm ofNumbers(Shortcut shortcut, NumberForm form) {
    return new LeafForm(
        shortcut,
        form,
        (bytes, offset, length, out) -> {
          throw new IllegalStateException("not a column of strings");
        });
  }

  static LeafForm ofStrings(Shortcut shortcut, StringForm form) {
    return new LeafForm(
        shortcut,
        (number, out) -> {
          throw new IllegalStateException("not a column of numbers");
        },
        form);
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
      case NONE -> {
        for (int i = 0; i < count; i++) {
          scratch.clear();
          write(values, i, scratch);
          out[i] = hash.hash(scratch.array(), 0, scratch.size(), seed);
        }
      }
    }
  }
}
