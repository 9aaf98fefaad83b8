package dev.parqueduct.io.tidb;

import dev.parqueduct.io.tikv.MemComparable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Record keys for tests. */
final class Keys {
  private Keys() {}

  static byte[] record(long table, long handle) {
    return record(table, ByteBuffer.allocate(8).putLong(handle ^ Long.MIN_VALUE).array());
  }

  static byte[] record(long table, byte[] handle) {
    return ByteBuffer.allocate(11 + handle.length)
        .put((byte) 't')
        .putLong(table ^ Long.MIN_VALUE)
        .put((byte) '_')
        .put((byte) 'r')
        .put(handle)
        .array();
  }

  /** A handle of key columns: text, longs, and bytes that are encoded already. */
  static byte[] handle(Object... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object value : values) {
      if (value instanceof String text) {
        out.write(1);
        out.writeBytes(MemComparable.encode(text.getBytes(StandardCharsets.UTF_8)));
      } else if (value instanceof Long number) {
        out.write(3);
        out.writeBytes(ByteBuffer.allocate(8).putLong(number ^ Long.MIN_VALUE).array());
      } else {
        out.writeBytes((byte[]) value);
      }
    }
    while (out.size() < 9) {
      out.write(0);
    }
    return out.toByteArray();
  }
}
