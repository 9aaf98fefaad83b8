package dev.parqueduct.io.sst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexType;

/** Damaged files end in an exception that names them, or are read as if they were whole. */
class PureSstReaderDamageTest {
  private static final int FLIPS = 600;
  private static final long MAX_ALLOCATION = 48 << 20;

  record Sample(String name, byte[] bytes, List<Entry> entries) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    samples.add(
        made(
            "version 2, crc32c, none",
            CompressionType.NO_COMPRESSION,
            table -> table.setFormatVersion(2)));
    samples.add(
        made(
            "version 4, xxh32, snappy, hash index",
            CompressionType.SNAPPY_COMPRESSION,
            table ->
                table
                    .setFormatVersion(4)
                    .setChecksumType(ChecksumType.kxxHash)
                    .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)));
    samples.add(
        made(
            "version 5, xxh3, lz4, two levels, partitioned filters",
            CompressionType.LZ4_COMPRESSION,
            table ->
                table
                    .setFormatVersion(5)
                    .setChecksumType(ChecksumType.kXXH3)
                    .setIndexType(IndexType.kTwoLevelIndexSearch)
                    .setFilterPolicy(new BloomFilter(10))
                    .setPartitionFilters(true)));
    samples.add(
        made(
            "version 6, xxh64, zstd",
            CompressionType.ZSTD_COMPRESSION,
            table -> table.setFormatVersion(6).setChecksumType(ChecksumType.kxxHash64)));
    samples.add(
        made(
            "version 6, xxh3, none, two levels",
            CompressionType.NO_COMPRESSION,
            table ->
                table
                    .setFormatVersion(6)
                    .setChecksumType(ChecksumType.kXXH3)
                    .setIndexType(IndexType.kTwoLevelIndexSearch)));
    byte[] backup = Files.readAllBytes(PureSstReaderSamplesTest.backupFiles().get(0));
    samples.add(new Sample("backup", backup, Entry.read(new RocksDbSstReader(), backup)));
    return samples;
  }

  private static Sample made(
      String name, CompressionType compression, Consumer<BlockBasedTableConfig> settings)
      throws Exception {
    List<Entry> entries = SstReadersAgreeTest.entries(new Random(11), 100);
    byte[] bytes =
        RocksDbFile.write(
            options -> options.setCompressionType(compression),
            table -> {
              settings.accept(table.setBlockSize(512).setMetadataBlockSize(128));
            },
            RocksDbFile.of(entries));
    return new Sample(name, bytes, entries);
  }

  /** Reads; nothing when it failed as it may. */
  private static Optional<List<Entry>> read(byte[] bytes) {
    return read(bytes, MAX_ALLOCATION);
  }

  private static Optional<List<Entry>> read(byte[] bytes, long maxAllocation) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    try {
      return Optional.of(Entry.read(new PureSstReader(), bytes));
    } catch (SstException e) {
      assertThat(e).hasMessageContaining("test.sst");
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return fail("only SstExceptions tell damage", e);
    } finally {
      assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(maxAllocation);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void flippedBytesNeverMakeOtherEntries(Sample sample) {
    Random random = new Random(5);
    int length = sample.bytes().length;
    int failures = 0;
    for (int flip = 0; flip < FLIPS; flip++) {
      // All of the footer, and the rest evenly.
      int at =
          flip < Footer.LENGTH
              ? length - 1 - flip
              : (int) ((long) (flip - Footer.LENGTH) * length / (FLIPS - Footer.LENGTH));
      byte[] damaged = sample.bytes().clone();
      damaged[at] ^= (byte) (flip % 2 == 0 ? 1 << random.nextInt(8) : 1 + random.nextInt(255));

      Optional<List<Entry>> read = read(damaged);

      failures += read.isEmpty() ? 1 : 0;
      read.ifPresent(
          entries -> assertThat(entries).as("flip at %s", at).isEqualTo(sample.entries()));
    }
    assertThat(failures).isGreaterThan(FLIPS * 9 / 10);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nonsenseBehindRightChecksumsIsRefusedOrRead(Sample sample) throws IOException {
    Random random = new Random(6);
    List<BlockHandle> blocks = new PatchedSst(sample.bytes()).blocks();
    for (int round = 0; round < FLIPS; round++) {
      PatchedSst patched = new PatchedSst(sample.bytes());
      BlockHandle block = blocks.get(round % blocks.size());
      int at = (int) (block.offset() + random.nextLong(block.size() + 1));
      patched.set(at, random.nextInt(256));

      // What it yields cannot be known, but that it is no error of the machine. A frame of ZSTD
      // that
      // does not tell its length may claim the largest block there is.
      var unused = read(patched.bytes(), SstFile.MAX_BLOCK + MAX_ALLOCATION);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void truncatedFilesAreRefused(Sample sample) throws IOException {
    byte[] whole = sample.bytes();
    List<Integer> lengths = new ArrayList<>();
    for (int cut = 0; cut <= 2 * Footer.LENGTH; cut++) {
      lengths.add(cut);
      lengths.add(whole.length - 1 - cut);
    }
    for (BlockHandle block : new PatchedSst(whole).blocks()) {
      for (int delta = -1; delta <= 1; delta++) {
        lengths.add((int) Math.max(0, block.offset() + delta));
        lengths.add((int) Math.max(0, block.offset() + block.size() + delta));
        lengths.add((int) block.end() + delta);
      }
    }
    for (int length : lengths) {
      assertThat(read(Arrays.copyOf(whole, length))).as("%s bytes", length).isEmpty();

      // Without its middle, the end as it was.
      byte[] cut = Arrays.copyOf(whole, length + Footer.LENGTH);
      System.arraycopy(whole, whole.length - Footer.LENGTH, cut, length, Footer.LENGTH);
      if (length < whole.length - Footer.LENGTH) {
        assertThat(read(cut)).as("%s bytes and the footer", length).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void filesThatEndBeforeTheirSizeAreRefused(Sample sample) {
    SeekableInMemoryByteChannel shrinking =
        new SeekableInMemoryByteChannel(sample.bytes()) {
          @Override
          public int read(java.nio.ByteBuffer buffer) throws IOException {
            if (position() == 0 && size() == sample.bytes().length) {
              int read = super.read(buffer.slice().limit(100));
              buffer.position(buffer.position() + read);
              var unused = truncate(100);
              return read;
            }
            return super.read(buffer);
          }
        };

    assertThatThrownBy(
            () -> {
              try (SstCursor cursor = new PureSstReader().open(shrinking, "test.sst")) {
                var unused = Entry.readAll(cursor);
              }
            })
        .isInstanceOf(SstException.class)
        .hasMessageContaining("early");
  }
}
