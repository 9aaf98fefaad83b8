package dev.parqueduct.io.vt;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The keys that a unit has exported, so that later runs can tell duplicates without reading the
 * data. Records in the order of the keys: the first 16 bytes of a sha256 (two different files agree
 * on them with a probability of about 1e-21 among a thousand million) and the scan date in
 * milliseconds (8 bytes). Behind them a table of 257 longs: the number of the first record whose
 * key begins with each byte, and the number of records; then a magic number.
 */
final class KeyFile {
  private static final long MAGIC = 0x5051_4b45_5953_0001L;
  private static final long MAGIC_WITH_SCAN_DATE = 0x5051_4b45_5953_0002L;
  private static final int RECORD = 2 * Long.BYTES;
  private static final int RECORD_WITH_SCAN_DATE = 3 * Long.BYTES;
  private static final int FANOUT = 256;
  private static final int TRAILER = (FANOUT + 2) * Long.BYTES;
  private static final int READ_RECORDS = 4096;

  private KeyFile() {}

  /** Writes a key file; keys must come in unsigned order. */
  static final class Writer implements Closeable {
    private final String relativePath;
    private final PendingObject object;
    private final DataOutputStream out;
    private final boolean withScanDate;
    private final long[] firstRecord = new long[FANOUT + 1];
    private int reached = -1;
    private long records;
    private long lastHigh;
    private long lastLow;

    Writer(ObjectStore store, String output, String relativePath, String pendingFolder, Keep keep)
        throws IOException {
      this.relativePath = relativePath;
      this.withScanDate = keep == Keep.LATEST;
      this.object = store.create(ObjectStore.join(output, relativePath), pendingFolder);
      this.out = new DataOutputStream(new BufferedOutputStream(object, 1 << 16));
    }

    void add(long high, long low, long scanMillis) throws IOException {
      if (records > 0 && compare(lastHigh, lastLow, high, low) > 0) {
        throw new IllegalStateException("keys out of order");
      }
      lastHigh = high;
      lastLow = low;
      fillTable((int) (high >>> 56));
      out.writeLong(high);
      out.writeLong(low);
      if (withScanDate) {
        out.writeLong(scanMillis);
      }
      records++;
    }

    FileEntry finish() throws IOException {
      fillTable(FANOUT);
      for (long first : firstRecord) {
        out.writeLong(first);
      }
      out.writeLong(withScanDate ? MAGIC_WITH_SCAN_DATE : MAGIC);
      out.flush();
      FileEntry entry = new FileEntry(relativePath, records, object.bytes(), object.crc32c());
      object.commit();
      return entry;
    }

    private void fillTable(int firstByte) {
      while (reached < firstByte) {
        firstRecord[++reached] = records;
      }
    }

    @Override
    public void close() throws IOException {
      object.close();
    }
  }

  /** Reads the keys of a range of first bytes, in order. */
  static final class Reader implements Closeable {
    private final String path;
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer;
    private final int record;
    private long left;
    private long high;
    private long low;
    private long scanMillis;

    /**
     * @param from the first byte of the first keys wanted, 0 to 255
     * @param to the first byte of the last keys wanted, inclusive
     */
    Reader(ObjectStore store, String path, int from, int to) throws IOException {
      this.path = path;
      this.channel = store.openSeekable(path);
      boolean sound = false;
      try {
        long size = channel.size();
        ByteBuffer trailer = readTrailer(size);
        long magic = trailer.getLong(TRAILER - Long.BYTES);
        this.record = magic == MAGIC_WITH_SCAN_DATE ? RECORD_WITH_SCAN_DATE : RECORD;
        long all = trailer.getLong(FANOUT * Long.BYTES);
        long first = trailer.getLong(from * Long.BYTES);
        long end = trailer.getLong((to + 1) * Long.BYTES);
        if ((magic != MAGIC && magic != MAGIC_WITH_SCAN_DATE)
            || all * record != size - TRAILER
            || first < 0
            || first > end
            || end > all) {
          throw damaged();
        }
        this.left = end - first;
        channel.position(first * record);
        this.buffer = ByteBuffer.allocate((int) Math.min(left, READ_RECORDS) * record);
        buffer.limit(0);
        sound = true;
      } finally {
        if (!sound) {
          channel.close();
        }
      }
    }

    private ByteBuffer readTrailer(long size) throws IOException {
      if (size < TRAILER) {
        throw damaged();
      }
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      channel.position(size - TRAILER);
      readFully(trailer);
      return trailer;
    }

    boolean next() throws IOException {
      if (!buffer.hasRemaining()) {
        if (left == 0) {
          return false;
        }
        int records = (int) Math.min(left, READ_RECORDS);
        buffer.clear().limit(records * record);
        readFully(buffer);
        left -= records;
      }
      high = buffer.getLong();
      low = buffer.getLong();
      scanMillis = record == RECORD ? Report.NO_DATE : buffer.getLong();
      return true;
    }

    long high() {
      return high;
    }

    long low() {
      return low;
    }

    long scanMillis() {
      return scanMillis;
    }

    private void readFully(ByteBuffer into) throws IOException {
      while (into.hasRemaining()) {
        if (channel.read(into) < 0) {
          throw damaged();
        }
      }
      into.flip();
    }

    private IOException damaged() {
      return new IOException(
          "The list of exported keys "
              + path
              + " is damaged. Delete it: its unit is exported again by the next run.");
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  static int compare(long high1, long low1, long high2, long low2) {
    int byHigh = Long.compareUnsigned(high1, high2);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low1, low2);
  }
}
