package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Rewrites the properties at the end of an SST: takes out what names the machine, the session and
 * the time that it was written in, so that the same entries give the same bytes, and puts in those
 * that TiKV's collectors add, which RocksDB's Java interface cannot. For format versions up to 5
 * with CRC-32C: properties, metaindex and footer end the file in this order.
 */
final class StableSst {
  private static final int FOOTER = 53;
  private static final int TRAILER = 5;
  private static final int HANDLES = 40;
  private static final String PROPERTIES = "rocksdb.properties";
  private static final Set<String> UNSTABLE =
      Set.of(
          "rocksdb.creating.db.identity",
          "rocksdb.creating.host.identity",
          "rocksdb.creating.session.identity",
          "rocksdb.creation.time",
          "rocksdb.file.creation.time",
          "rocksdb.newest.key.time",
          "rocksdb.oldest.key.time",
          "rocksdb.original.file.number");

  private StableSst() {}

  static void rewrite(Path sst, Map<String, byte[]> added) throws IOException {
    try (FileChannel file =
        FileChannel.open(sst, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] footer = read(file, file.size() - FOOTER, FOOTER);
      ByteBuffer handles = ByteBuffer.wrap(footer, 1, HANDLES);
      Map<String, byte[]> metaindex = entries(block(file, uvarint(handles), uvarint(handles)));
      long indexAt = uvarint(handles);
      long indexSize = uvarint(handles);
      ByteBuffer at = ByteBuffer.wrap(metaindex.get(PROPERTIES));
      long propertiesAt = uvarint(at);
      Map<String, byte[]> properties = entries(block(file, propertiesAt, uvarint(at)));
      properties.keySet().removeAll(UNSTABLE);
      properties.putAll(added);

      Bytes tail = new Bytes();
      int propertiesSize = append(properties, tail);
      metaindex.put(
          PROPERTIES, new Bytes().uvarint(propertiesAt).uvarint(propertiesSize).toArray());
      long metaindexAt = propertiesAt + tail.length();
      int metaindexSize = append(metaindex, tail);
      byte[] newHandles =
          new Bytes()
              .uvarint(metaindexAt)
              .uvarint(metaindexSize)
              .uvarint(indexAt)
              .uvarint(indexSize)
              .toArray();
      tail.u8(footer[0]).raw(Arrays.copyOf(newHandles, HANDLES));
      tail.raw(footer, 1 + HANDLES, FOOTER - 1 - HANDLES);
      file.truncate(propertiesAt);
      ByteBuffer bytes = ByteBuffer.wrap(tail.array(), 0, tail.length());
      for (long to = propertiesAt; bytes.hasRemaining(); ) {
        to += file.write(bytes, to);
      }
    }
  }

  /**
   * Appends a block of the entries, uncompressed, and its trailer; the size without the trailer.
   */
  private static int append(Map<String, byte[]> entries, Bytes to) {
    int start = to.length();
    entries.forEach(
        (name, value) -> {
          byte[] key = name.getBytes(StandardCharsets.UTF_8);
          to.uvarint(0).uvarint(key.length).uvarint(value.length).raw(key).raw(value);
        });
    to.littleEndian(0, 4).littleEndian(1, 4);
    int size = to.length() - start;
    to.u8(0);
    CRC32C crc = new CRC32C();
    crc.update(to.array(), start, size + 1);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    to.littleEndian(masked, 4);
    return size;
  }

  private static Map<String, byte[]> entries(byte[] block) {
    ByteBuffer from = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int restarts = from.getInt(block.length - 4);
    from.limit(block.length - 4 - 4 * restarts);
    Map<String, byte[]> entries = new TreeMap<>();
    byte[] key = new byte[0];
    while (from.hasRemaining()) {
      int shared = (int) uvarint(from);
      int rest = (int) uvarint(from);
      byte[] value = new byte[(int) uvarint(from)];
      key = Arrays.copyOf(key, shared + rest);
      from.get(key, shared, rest).get(value);
      entries.put(new String(key, StandardCharsets.UTF_8), value);
    }
    return entries;
  }

  private static byte[] block(FileChannel file, long at, long size) throws IOException {
    byte[] block = read(file, at, (int) size + TRAILER);
    if (block[(int) size] != 0) {
      throw new IOException("a compressed block of metadata is not expected");
    }
    return Arrays.copyOf(block, (int) size);
  }

  private static byte[] read(FileChannel file, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the SST ends too early");
      }
    }
    return bytes.array();
  }

  private static long uvarint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
