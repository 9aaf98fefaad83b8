package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;

/**
 * Turns values of one type at one place into those of leaf columns of the file. The binary forms
 * are those of the server's {@code …_send} functions.
 */
abstract class ValueDecoder {
  private final int nullLevel;

  ValueDecoder(Place place) {
    this.nullLevel = place.nullLevel();
  }

  /**
   * Writes a value.
   *
   * @param repetition the repetition level of its first part
   */
  abstract void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException;

  /** Says in each leaf column that the fields of its path are there up to a level only. */
  abstract void absent(int repetition, int definition, RowWriter out);

  /** Writes a null in place of the value. */
  final void nothing(int repetition, RowWriter out) throws BadValueException {
    if (nullLevel < 0) {
      throw new BadValueException("null, although the column is declared NOT NULL");
    }
    absent(repetition, nullLevel, out);
  }

  /**
   * Writes a value with its length before it, as the parts of others come; -1 means null.
   *
   * @param at where the length begins
   * @param end of what is around the value
   * @return where the value ends
   */
  final int part(byte[] bytes, int at, int end, int repetition, RowWriter out)
      throws BadValueException {
    int length = lengthAt(bytes, at, end);
    int from = at + Integer.BYTES;
    if (length < 0) {
      nothing(repetition, out);
      return from;
    }
    value(bytes, from, length, repetition, out);
    return from + length;
  }

  /** The length of a part that begins with it, -1 for null. */
  static int lengthAt(byte[] bytes, int at, int end) throws BadValueException {
    requireRoom(at, end, Integer.BYTES);
    int length = BigEndian.int32(bytes, at);
    if (length < -1) {
      throw new BadValueException("a part of " + length + " bytes");
    }
    requireRoom(at + Integer.BYTES, end, length);
    return length;
  }

  static void requireRoom(int at, int end, int size) throws BadValueException {
    if (size > end - at) {
      throw new BadValueException("the value ends too early");
    }
  }

  static void requireEnd(int at, int end) throws BadValueException {
    if (at != end) {
      throw new BadValueException("the value goes on after its end");
    }
  }

  static void requireLength(int length, int expected) throws BadValueException {
    if (length != expected) {
      throw new BadValueException("a value of " + length + " bytes instead of " + expected);
    }
  }
}
