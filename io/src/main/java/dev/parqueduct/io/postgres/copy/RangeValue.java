package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;

/**
 * Ranges, as groups: a byte of flags, then the length and bytes of each bound that is there
 * (range_send in rangetypes.c, flags in rangetypes.h).
 */
final class RangeValue extends ValueDecoder {
  private static final int EMPTY = 0x01;
  private static final int LOWER_INCLUSIVE = 0x02;
  private static final int UPPER_INCLUSIVE = 0x04;
  private static final int LOWER_INFINITE = 0x08;
  private static final int UPPER_INFINITE = 0x10;
  private static final int KNOWN = 0x1f;

  private final ValueDecoder lower;
  private final ValueDecoder upper;
  private final int flagSlot;

  /**
   * @param flagSlot the first of three leaf columns for what holds of the bounds
   */
  RangeValue(Place place, ValueDecoder lower, ValueDecoder upper, int flagSlot) {
    super(place);
    this.lower = lower;
    this.upper = upper;
    this.flagSlot = flagSlot;
  }

  @Override
  void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException {
    int end = offset + length;
    requireRoom(offset, end, 1);
    int flags = bytes[offset];
    boolean empty = (flags & EMPTY) != 0;
    if ((flags & ~KNOWN) != 0 || (empty && flags != EMPTY)) {
      throw new BadValueException("a range with flags " + Integer.toHexString(flags & 0xff));
    }
    int at = offset + 1;
    at = bound(lower, empty || (flags & LOWER_INFINITE) != 0, bytes, at, end, repetition, out);
    at = bound(upper, empty || (flags & UPPER_INFINITE) != 0, bytes, at, end, repetition, out);
    requireEnd(at, end);
    out.addBoolean(flagSlot, repetition, (flags & LOWER_INCLUSIVE) != 0);
    out.addBoolean(flagSlot + 1, repetition, (flags & UPPER_INCLUSIVE) != 0);
    out.addBoolean(flagSlot + 2, repetition, empty);
  }

  private static int bound(
      ValueDecoder bound,
      boolean missing,
      byte[] bytes,
      int at,
      int end,
      int repetition,
      RowWriter out)
      throws BadValueException {
    if (missing) {
      bound.nothing(repetition, out);
      return at;
    }
    if (lengthAt(bytes, at, end) < 0) {
      throw new BadValueException("a range whose bound is null");
    }
    return bound.part(bytes, at, end, repetition, out);
  }

  @Override
  void absent(int repetition, int definition, RowWriter out) {
    lower.absent(repetition, definition, out);
    upper.absent(repetition, definition, out);
    for (int i = 0; i < 3; i++) {
      out.addNull(flagSlot + i, repetition, definition);
    }
  }
}
