package dev.parqueduct.io.tikv;

import dev.parqueduct.io.sst.SstCursor;
import dev.parqueduct.io.sst.SstProperties;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** An SST in memory. Its cursor reuses its arrays and has more bytes around what counts. */
final class MemorySst {
  private static final int AROUND = 5;

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  MemorySst put(byte[] rawKey, long ts, byte[] value) {
    return putStored(stored(rawKey, ts), value);
  }

  MemorySst putStored(byte[] key, byte[] value) {
    entries.put(key, value);
    return this;
  }

  int size() {
    return entries.size();
  }

  static byte[] stored(byte[] rawKey, long ts) {
    byte[] encoded = MemComparable.encode(rawKey);
    return ByteBuffer.allocate(1 + encoded.length + Long.BYTES)
        .put((byte) 'z')
        .put(encoded)
        .putLong(~ts)
        .array();
  }

  SstCursor cursor() {
    Iterator<Map.Entry<byte[], byte[]>> left = entries.entrySet().iterator();
    return new SstCursor() {
      private byte[] key = {};
      private byte[] value = {};
      private int keyLength;
      private int valueLength;

      @Override
      public boolean next() {
        Arrays.fill(key, (byte) 0xee);
        Arrays.fill(value, (byte) 0xee);
        if (!left.hasNext()) {
          return false;
        }
        Map.Entry<byte[], byte[]> entry = left.next();
        keyLength = entry.getKey().length;
        valueLength = entry.getValue().length;
        key = larger(key, keyLength);
        value = larger(value, valueLength);
        System.arraycopy(entry.getKey(), 0, key, 0, keyLength);
        System.arraycopy(entry.getValue(), 0, value, AROUND, valueLength);
        return true;
      }

      private byte[] larger(byte[] array, int length) {
        return array.length < length + 2 * AROUND ? new byte[length + 2 * AROUND] : array;
      }

      @Override
      public byte[] key() {
        return key;
      }

      @Override
      public int keyLength() {
        return keyLength;
      }

      @Override
      public byte[] value() {
        return value;
      }

      @Override
      public int valueOffset() {
        return AROUND;
      }

      @Override
      public int valueLength() {
        return valueLength;
      }

      @Override
      public SstProperties properties() {
        return new SstProperties(Map.of());
      }

      @Override
      public void close() {}
    };
  }
}
