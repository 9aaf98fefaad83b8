package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** What RocksDB finds in an SST, and the parts of its keys and values, taken apart bit by bit. */
final class SstContent {
  static {
    RocksDB.loadLibrary();
  }

  private SstContent() {}

  static NavigableMap<byte[], byte[]> read(Path sst) throws IOException {
    NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(sst.toString());
      reader.verifyChecksum();
      try (ReadOptions read = new ReadOptions();
          SstFileReaderIterator each = reader.newIterator(read)) {
        for (each.seekToFirst(); each.isValid(); each.next()) {
          entries.put(each.key(), each.value());
        }
        each.status();
      }
      if (reader.getTableProperties().getNumEntries() != entries.size()) {
        throw new IOException(sst + ": the number of entries is not that of the properties");
      }
    } catch (RocksDBException e) {
      throw new IOException(sst.toString(), e);
    }
    return entries;
  }

  /** The raw key in {@code z}, groups of eight bytes and a marker, timestamp. */
  static byte[] rawKey(byte[] stored) {
    byte[] raw = new byte[stored.length];
    int length = 0;
    for (int at = 1; ; at += 9) {
      int taken = 8 - (0xff - (stored[at + 8] & 0xff));
      System.arraycopy(stored, at, raw, length, taken);
      length += taken;
      if (taken < 8) {
        return Arrays.copyOf(raw, length);
      }
    }
  }

  /** The value in a put record; nothing when it is in the default CF. */
  static byte[] shortValue(byte[] record) {
    int at = 1;
    while (record[at] < 0) {
      at++;
    }
    at++;
    return at == record.length
        ? new byte[0]
        : Arrays.copyOfRange(record, at + 2, at + 2 + (record[at + 1] & 0xff));
  }

  /** CRC-64/XZ, a bit at a time. */
  static long crc64(byte[]... parts) {
    long crc = -1;
    for (byte[] part : parts) {
      for (byte each : part) {
        crc ^= each & 0xff;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc >>> 1) ^ ((crc & 1) * 0xC96C5795D7870F42L);
        }
      }
    }
    return ~crc;
  }
}
