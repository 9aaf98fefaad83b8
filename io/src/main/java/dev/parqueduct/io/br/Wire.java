package dev.parqueduct.io.br;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/**
 * Reads protobuf messages field by field. Fields that a reader does not know, or that come with
 * another wire type, are skipped, as protobuf's own parsers do.
 */
final class Wire {
  /** Wire types: the low three bits of a tag. */
  static final int VARINT = 0;

  static final int BYTES = 2;

  /** Bits of a tag below the field's number. */
  static final int NUMBER = 3;

  private Wire() {}

  /** Reads the value of one field. */
  @FunctionalInterface
  interface FieldReader {
    /**
     * @param tag number and wire type
     * @return false when the field is not known; nothing must have been read then
     */
    boolean read(int tag, CodedInputStream in) throws IOException;
  }

  /** Reads fields to the end of the message. */
  static void fields(CodedInputStream in, FieldReader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!reader.read(tag, in) && !in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that was not begun");
      }
    }
  }

  /** Reads the fields of a message that is the value of a field. */
  static void message(CodedInputStream in, FieldReader reader) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    fields(in, reader);
    if (in.getBytesUntilLimit() != 0) {
      throw new InvalidProtocolBufferException("it ends in the middle of a message");
    }
    in.popLimit(outer);
  }
}
