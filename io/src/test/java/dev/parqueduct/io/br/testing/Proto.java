package dev.parqueduct.io.br.testing;

import java.nio.charset.StandardCharsets;

/** A protobuf message as it is written, field by field; zero and empty fields are left out. */
final class Proto {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;

  private final Bytes bytes = new Bytes();

  Proto number(int field, long value) {
    if (value != 0) {
      bytes.uvarint(((long) field << 3) | VARINT).uvarint(value);
    }
    return this;
  }

  Proto flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  Proto string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto bytes(int field, byte[] value) {
    return value.length == 0 ? this : delimited(field, value);
  }

  /** A repeated element or a message that is there, also when it is empty. */
  Proto message(int field, Proto message) {
    return delimited(field, message.toArray());
  }

  byte[] toArray() {
    return bytes.toArray();
  }

  private Proto delimited(int field, byte[] value) {
    bytes.uvarint(((long) field << 3) | DELIMITED).uvarint(value.length).raw(value);
    return this;
  }
}
