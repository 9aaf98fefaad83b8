package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import java.util.List;

/**
 * Composites, as groups: int32 number of fields, then per field its type (uint32), length and bytes
 * (record_send in rowtypes.c).
 */
final class CompositeValue extends ValueDecoder {
  private final ValueDecoder[] fields;

  CompositeValue(Place place, List<ValueDecoder> fields) {
    super(place);
    this.fields = fields.toArray(new ValueDecoder[0]);
  }

  @Override
  void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException {
    int end = offset + length;
    requireRoom(offset, end, Integer.BYTES);
    int count = BigEndian.int32(bytes, offset);
    if (count != fields.length) {
      throw new BadValueException(
          "a composite of " + count + " fields instead of " + fields.length);
    }
    int at = offset + Integer.BYTES;
    for (ValueDecoder field : fields) {
      requireRoom(at, end, Integer.BYTES);
      at = field.part(bytes, at + Integer.BYTES, end, repetition, out);
    }
    requireEnd(at, end);
  }

  @Override
  void absent(int repetition, int definition, RowWriter out) {
    for (ValueDecoder field : fields) {
      field.absent(repetition, definition, out);
    }
  }
}
