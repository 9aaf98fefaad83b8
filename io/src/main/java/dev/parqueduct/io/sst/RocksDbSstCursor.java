package dev.parqueduct.io.sst;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** The entries that RocksDB reads from a copy of an SST, which goes away with the cursor. */
final class RocksDbSstCursor implements SstCursor {
  private static final int READ_AHEAD = 2 << 20;

  private final SstFile file;
  private final Path copy;
  private final SstProperties properties;
  private final StatedEntries stated;
  private final Deque<AbstractNativeReference> natives = new ArrayDeque<>();
  private final SstFileReaderIterator iterator;
  private boolean started;
  private boolean finished;
  private long entries;

  private ByteBuffer key = ByteBuffer.allocate(256);
  private ByteBuffer value = ByteBuffer.allocate(4096);

  /** On failure the file and its copy remain the caller's. */
  RocksDbSstCursor(SstFile file, Path copy, SstProperties properties, StatedEntries stated)
      throws IOException {
    this.file = file;
    this.copy = copy;
    this.properties = properties;
    this.stated = stated;
    RocksDB.loadLibrary();
    boolean opened = false;
    try {
      SstFileReader reader = own(new SstFileReader(own(new Options())));
      reader.open(copy.toString());
      reader.verifyChecksum();
      ReadOptions reading = own(new ReadOptions());
      var unused = reading.setFillCache(false).setReadaheadSize(READ_AHEAD);
      iterator = own(reader.newIterator(reading));
      opened = true;
    } catch (RocksDBException e) {
      throw failure(e);
    } finally {
      if (!opened) {
        closeNatives();
      }
    }
  }

  private <T extends AbstractNativeReference> T own(T object) {
    natives.push(object);
    return object;
  }

  @Override
  public boolean next() throws IOException {
    if (finished) {
      return false;
    }
    if (started) {
      iterator.next();
    } else {
      iterator.seekToFirst();
      started = true;
    }
    if (!iterator.isValid()) {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw failure(e);
      }
      stated.check(file, entries);
      finished = true;
      return false;
    }
    key = fill(key, iterator::key);
    value = fill(value, iterator::value);
    entries++;
    return true;
  }

  /** Copies a key or value, which says how long it is, whatever fitted. */
  private static ByteBuffer fill(ByteBuffer buffer, ToIntFunction<ByteBuffer> source) {
    int length = source.applyAsInt(buffer.clear());
    if (length <= buffer.capacity()) {
      return buffer;
    }
    ByteBuffer larger = ByteBuffer.allocate(Math.max(length, 2 * buffer.capacity()));
    var unused = source.applyAsInt(larger);
    return larger;
  }

  private SstException failure(RocksDBException e) {
    return file.damaged("RocksDB says: " + e.getMessage(), e);
  }

  @Override
  public byte[] key() {
    return key.array();
  }

  @Override
  public int keyLength() {
    return key.limit();
  }

  @Override
  public byte[] value() {
    return value.array();
  }

  @Override
  public int valueOffset() {
    return 0;
  }

  @Override
  public int valueLength() {
    return value.limit();
  }

  @Override
  public SstProperties properties() {
    return properties;
  }

  @Override
  public void close() throws IOException {
    try {
      closeNatives();
    } finally {
      try {
        Files.deleteIfExists(copy);
      } finally {
        file.close();
      }
    }
  }

  /** The iterator before the reader, and so on: they refer to each other without owning. */
  private void closeNatives() {
    while (!natives.isEmpty()) {
      natives.pop().close();
    }
  }
}
