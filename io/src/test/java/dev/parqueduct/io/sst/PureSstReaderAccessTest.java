package dev.parqueduct.io.sst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;

/** How files are read: their end first, then all from the start, in few and bounded pieces. */
class PureSstReaderAccessTest {
  private static final int MEGABYTE = 1 << 20;

  private record Read(long position, int length) {}

  private static final class Recorder extends SeekableInMemoryByteChannel {
    private final List<Read> reads = new ArrayList<>();

    Recorder(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      long position = position();
      int length = super.read(buffer);
      reads.add(new Read(position, length));
      return length;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30_000})
  void readsTheEndThenEachByteOnce(int entries) throws Exception {
    byte[] bytes = file(entries);
    Recorder file = new Recorder(bytes);
    int count = 0;
    int opened;
    try (SstCursor cursor = new PureSstReader().open(file, "test.sst")) {
      opened = file.reads.size();
      while (cursor.next()) {
        count++;
      }
      assertThat(cursor.next()).isFalse();
    }

    assertThat(count).isEqualTo(entries);
    assertThat(file.isOpen()).isFalse();
    assertThat(opened).isLessThan(5);
    assertThat(file.reads.subList(0, opened))
        .allMatch(read -> read.position() >= bytes.length - 3 * MEGABYTE);
    long position = 0;
    for (Read read : file.reads.subList(opened, file.reads.size())) {
      assertThat(read.position()).isEqualTo(position);
      assertThat(read.length()).isBetween(1, 4 * MEGABYTE);
      position += read.length();
    }
    assertThat(position).isEqualTo(bytes.length);
    assertThat(file.reads).hasSizeLessThan(8 + bytes.length / MEGABYTE);
  }

  private static byte[] file(int entries) throws Exception {
    Random random = new Random(1);
    return RocksDbFile.write(
        options -> options.setCompressionType(CompressionType.NO_COMPRESSION),
        table ->
            table.setFilterPolicy(new BloomFilter(10)).setIndexType(IndexType.kTwoLevelIndexSearch),
        sst -> {
          byte[] value = new byte[500];
          for (int i = 0; i < entries; i++) {
            random.nextBytes(value);
            sst.put(ByteBuffer.allocate(4).putInt(i).array(), value);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000})
  void doesNotGoOnAfterAnError(int damagedAt) throws Exception {
    byte[] bytes = file(1000);
    bytes[damagedAt] ^= 1;
    try (SstCursor cursor =
        new PureSstReader().open(new SeekableInMemoryByteChannel(bytes), "test.sst")) {
      assertThatThrownBy(
              () -> {
                while (cursor.next()) {}
              })
          .isInstanceOf(SstException.class);
      assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {PureSstReader.class, RocksDbSstReader.class})
  void closesAFileThatItCannotOpen(Class<? extends SstReader> type) throws Exception {
    SstReader reader = type.getConstructor().newInstance();
    SeekableInMemoryByteChannel file = new SeekableInMemoryByteChannel(new byte[100]);

    assertThatThrownBy(() -> reader.open(file, "test.sst")).isInstanceOf(SstException.class);
    assertThat(file.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(classes = {PureSstReader.class, RocksDbSstReader.class})
  void readersTravel(Class<? extends SstReader> type) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(type.getConstructor().newInstance());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SstReader reader = (SstReader) in.readObject();
      assertThat(Entry.read(reader, file(10))).hasSize(10);
    }
  }
}
