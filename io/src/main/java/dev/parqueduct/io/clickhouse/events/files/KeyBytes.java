package dev.parqueduct.io.clickhouse.events.files;

import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.Arrays;

/** Puts values together to a key: each text with its length before it, so that none runs over. */
final class KeyBytes {
  private byte[] bytes = new byte[64];
  private int size;

  void clear() {
    size = 0;
  }

  KeyBytes add(char mark) {
    room(1);
    bytes[size++] = (byte) mark;
    return this;
  }

  KeyBytes add(long number) {
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (number >> (8 * i));
    }
    return this;
  }

  KeyBytes add(StringColumn texts, int row) {
    int from = texts.from(row);
    int length = texts.to(row) - from;
    KeyBytes unused = add((long) length);
    room(length);
    System.arraycopy(texts.array(), from, bytes, size, length);
    size += length;
    return this;
  }

  void appendTo(StringColumn column) {
    column.append(bytes, 0, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
