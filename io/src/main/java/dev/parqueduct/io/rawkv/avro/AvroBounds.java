package dev.parqueduct.io.rawkv.avro;

import dev.parqueduct.io.rawkv.RejectedEntryException;
import org.apache.avro.Schema;

/**
 * Walks over an encoded record and checks every length, count and index in it. Avro's own reader
 * believes them: of a damaged value it may allocate gigabytes, or go back to bytes that it has read
 * already and never come to an end.
 */
final class AvroBounds {
  /** Elements that an array may have although they take no bytes. */
  private static final int MOST_EMPTY_ELEMENTS = 1 << 16;

  private static final int MOST_VARINT_BYTES = 10;

  private final byte[] bytes;
  private final int end;
  private int at;

  private AvroBounds(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /**
   * Checks that the bytes are one record of the schema.
   *
   * @throws RejectedEntryException when they are not
   */
  static void check(Schema schema, byte[] bytes, int offset, int length)
      throws RejectedEntryException {
    AvroBounds bounds = new AvroBounds(bytes, offset, length);
    bounds.walk(schema);
    if (bounds.at != bounds.end) {
      throw new RejectedEntryException("avro", "the value goes on behind its record");
    }
  }

  private void walk(Schema schema) throws RejectedEntryException {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> take(1);
      case FLOAT -> take(Float.BYTES);
      case DOUBLE -> take(Double.BYTES);
      case FIXED -> take(schema.getFixedSize());
      case STRING, BYTES -> take(varint());
      case INT, LONG -> {
        long unused = varint();
      }
      case ENUM -> {
        int unused = index(schema.getEnumSymbols().size());
      }
      case UNION -> walk(schema.getTypes().get(index(schema.getTypes().size())));
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          walk(field.schema());
        }
      }
      case ARRAY, MAP -> blocks(schema);
    }
  }

  private void blocks(Schema schema) throws RejectedEntryException {
    for (long count = varint(); count != 0; count = varint()) {
      if (count < 0) {
        // Followed by the block's length in bytes, for those who skip it.
        count = -count;
        long unused = varint();
      }
      if (count < 0 || count > Math.max(end - at, MOST_EMPTY_ELEMENTS)) {
        throw damaged("claims to have " + count + " elements");
      }
      for (long i = 0; i < count; i++) {
        if (schema.getType() == Schema.Type.MAP) {
          take(varint());
          walk(schema.getValueType());
        } else {
          walk(schema.getElementType());
        }
      }
    }
  }

  private int index(int count) throws RejectedEntryException {
    long index = varint();
    if (index < 0 || index >= count) {
      throw damaged("chooses number " + index + " of " + count);
    }
    return (int) index;
  }

  private void take(long length) throws RejectedEntryException {
    if (length < 0 || length > end - at) {
      throw damaged("claims to go on for " + length + " bytes");
    }
    at += (int) length;
  }

  private long varint() throws RejectedEntryException {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      take(1);
      int next = bytes[at - 1];
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw damaged("has a number of more than 64 bits");
  }

  private RejectedEntryException damaged(String what) {
    return new RejectedEntryException(
        "avro",
        "the value does not fit the schema: it "
            + what
            + " where "
            + (end - at)
            + " bytes are left");
  }
}
