package dev.parqueduct.io.sst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A key and a value, to be compared. */
record Entry(byte[] key, byte[] value) implements Comparable<Entry> {

  static List<Entry> read(SstReader reader, byte[] file) throws IOException {
    try (SstCursor cursor = reader.open(new SeekableInMemoryByteChannel(file), "test.sst")) {
      return readAll(cursor);
    }
  }

  static List<Entry> readAll(SstCursor cursor) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (cursor.next()) {
      int offset = cursor.valueOffset();
      entries.add(
          new Entry(
              Arrays.copyOf(cursor.key(), cursor.keyLength()),
              Arrays.copyOfRange(cursor.value(), offset, offset + cursor.valueLength())));
    }
    return entries;
  }

  static Entry of(String key, String value) {
    return new Entry(
        key.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry entry
        && Arrays.equals(key, entry.key)
        && Arrays.equals(value, entry.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  @Override
  public int compareTo(Entry other) {
    return Arrays.compareUnsigned(key, other.key);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(key) + "=" + hex.formatHex(value, 0, Math.min(value.length, 32));
  }
}
