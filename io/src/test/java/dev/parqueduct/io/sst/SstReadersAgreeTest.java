package dev.parqueduct.io.sst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/** Files in all shapes, written by RocksDB: both readers read what was written. */
class SstReadersAgreeTest {
  private static final List<CompressionType> COMPRESSIONS =
      List.of(
          CompressionType.NO_COMPRESSION,
          CompressionType.SNAPPY_COMPRESSION,
          CompressionType.LZ4_COMPRESSION,
          CompressionType.LZ4HC_COMPRESSION,
          CompressionType.ZSTD_COMPRESSION);
  private static final List<ChecksumType> CHECKSUMS =
      List.of(
          ChecksumType.kCRC32c, ChecksumType.kxxHash, ChecksumType.kxxHash64, ChecksumType.kXXH3);
  private static final List<IndexType> INDEXES =
      List.of(IndexType.kBinarySearch, IndexType.kTwoLevelIndexSearch);

  record Shape(int version, CompressionType compression, ChecksumType checksum, IndexType index) {
    void set(BlockBasedTableConfig table) {
      var unused =
          table
              .setFormatVersion(version)
              .setChecksumType(checksum)
              .setIndexType(index)
              .setMetadataBlockSize(256)
              .setBlockSize(1024);
    }
  }

  static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (int version = 2; version <= 6; version++) {
      for (CompressionType compression : COMPRESSIONS) {
        for (ChecksumType checksum : CHECKSUMS) {
          for (IndexType index : INDEXES) {
            shapes.add(new Shape(version, compression, checksum, index));
          }
        }
      }
    }
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void onAllFormats(Shape shape) throws Exception {
    List<Entry> entries = entries(new Random(shape.toString().hashCode()), 350);
    byte[] file =
        RocksDbFile.write(
            options -> options.setCompressionType(shape.compression()),
            shape::set,
            RocksDbFile.of(entries));

    assertThat(Entry.read(new PureSstReader(), file)).isEqualTo(entries);
    assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries);
  }

  static List<Consumer<BlockBasedTableConfig>> tables() {
    return List.of(
        table -> table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash),
        table -> table.setFilterPolicy(new BloomFilter(10)),
        table ->
            table
                .setFilterPolicy(new BloomFilter(10))
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(128),
        table -> table.setBlockAlign(true),
        table -> table.setBlockRestartInterval(1).setIndexBlockRestartInterval(16),
        table -> table.setBlockRestartInterval(1000),
        table -> table.setUseDeltaEncoding(false),
        table -> table.setBlockSize(1 << 20));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void onAllTableOptions(Consumer<BlockBasedTableConfig> settings) throws Exception {
    for (int version = 2; version <= 6; version++) {
      int formatVersion = version;
      List<Entry> entries = entries(new Random(version), 3000);
      Consumer<BlockBasedTableConfig> table =
          config -> {
            var unused = config.setFormatVersion(formatVersion).setBlockSize(4096);
            settings.accept(config);
          };
      byte[] file =
          RocksDbFile.write(
              options -> options.setCompressionType(CompressionType.NO_COMPRESSION),
              table,
              RocksDbFile.of(entries));

      assertThat(Entry.read(new PureSstReader(), file)).isEqualTo(entries);
      assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries);
    }
  }

  @Test
  void onHashIndexes() throws Exception {
    List<Entry> entries = entries(new Random(7), 2000);
    byte[] file =
        RocksDbFile.write(
            options -> options.useFixedLengthPrefixExtractor(2),
            table -> table.setIndexType(IndexType.kHashSearch),
            RocksDbFile.of(entries));

    assertThat(Entry.read(new PureSstReader(), file)).isEqualTo(entries);
  }

  @Test
  void onValuesLargerThanTheBuffer() throws Exception {
    Random random = new Random(3);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] value = new byte[i % 2 == 0 ? 5 << 20 : 10];
      random.nextBytes(value);
      entries.add(new Entry(new byte[] {(byte) i}, value));
    }
    for (CompressionType compression : COMPRESSIONS) {
      byte[] file =
          RocksDbFile.write(
              options -> options.setCompressionType(compression),
              table -> {},
              RocksDbFile.of(entries));

      assertThat(Entry.read(new PureSstReader(), file)).isEqualTo(entries);
      assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries);
    }
  }

  @Test
  void onOneEntryWithAnEmptyKeyAndValue() throws Exception {
    List<Entry> entries = List.of(new Entry(new byte[0], new byte[0]));
    Consumer<Options> settings = options -> {};
    byte[] file = RocksDbFile.write(settings, table -> {}, RocksDbFile.of(entries));

    assertThat(Entry.read(new PureSstReader(), file)).isEqualTo(entries);
    assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries);
  }

  /** Keys that share prefixes, are prefixes of each other or long; values of all lengths. */
  static List<Entry> entries(Random random, int count) {
    TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    byte[] last = new byte[] {'k'};
    for (int i = 0; i < count; i++) {
      int kept = random.nextInt(last.length + 1);
      int added = 1 + random.nextInt(random.nextInt(50) == 0 ? 400 : 9);
      byte[] key = Arrays.copyOf(last, Math.min(kept, 300) + added);
      for (int at = key.length - added; at < key.length; at++) {
        key[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(3));
      }
      byte[] value = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(120)];
      if (random.nextInt(100) == 0) {
        value = new byte[3000 + random.nextInt(3000)];
      }
      if (random.nextBoolean()) {
        random.nextBytes(value);
      } else {
        Arrays.fill(value, (byte) random.nextInt());
      }
      entries.put(key, value);
      last = key;
    }
    return entries.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
  }
}
