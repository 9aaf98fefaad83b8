package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;

/**
 * Multiranges, as lists of ranges: int32 number of ranges, then the length and bytes of each
 * (multirange_send in multirangetypes.c).
 */
final class MultirangeValue extends ValueDecoder {
  private final ValueDecoder range;
  private final int empty;
  private final int repeated;

  MultirangeValue(Place place, ValueDecoder range) {
    super(place);
    this.range = range;
    this.empty = place.present();
    this.repeated = place.lists() + 1;
  }

  @Override
  void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException {
    int end = offset + length;
    requireRoom(offset, end, Integer.BYTES);
    int count = BigEndian.int32(bytes, offset);
    int at = offset + Integer.BYTES;
    if (count < 0 || count > (end - at) / Integer.BYTES) {
      throw new BadValueException("a multirange of " + count + " ranges in " + length + " bytes");
    }
    if (count == 0) {
      range.absent(repetition, empty, out);
    }
    for (int i = 0; i < count; i++) {
      at = range.part(bytes, at, end, i == 0 ? repetition : repeated, out);
    }
    requireEnd(at, end);
  }

  @Override
  void absent(int repetition, int definition, RowWriter out) {
    range.absent(repetition, definition, out);
  }
}
