package dev.parqueduct.io.sst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BuiltinComparator;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/** Tables whose rows this reader would get wrong are refused by the name of what they hold. */
class PureSstReaderRefusalTest {
  private static void plain(Options options) {
    var unused = options.setCompressionType(CompressionType.NO_COMPRESSION);
  }

  private static void table(BlockBasedTableConfig table) {
    var unused = table.setFormatVersion(5);
  }

  private static void assertRefused(byte[] file, String what) {
    assertThatThrownBy(() -> Entry.read(new PureSstReader(), file))
        .isInstanceOf(SstException.class)
        .hasMessageContaining("test.sst")
        .hasMessageContaining(what);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 100; i < 400; i++) {
      entries.add(Entry.of("key" + i, ("value" + i).repeat(5)));
    }
    return entries;
  }

  private static PatchedSst patched() throws Exception {
    return new PatchedSst(
        RocksDbFile.write(
            PureSstReaderRefusalTest::plain,
            PureSstReaderRefusalTest::table,
            RocksDbFile.of(entries())));
  }

  @Test
  void mergeOperands() throws Exception {
    byte[] file =
        RocksDbFile.write(
            PureSstReaderRefusalTest::plain,
            PureSstReaderRefusalTest::table,
            sst -> sst.merge(bytes("a"), bytes("b")));

    assertRefused(file, "1 merge operands");
  }

  @Test
  void deletions() throws Exception {
    byte[] file =
        RocksDbFile.write(
            PureSstReaderRefusalTest::plain,
            PureSstReaderRefusalTest::table,
            sst -> {
              sst.put(bytes("a"), bytes("b"));
              sst.delete(bytes("b"));
            });

    assertRefused(file, "1 deletions");
    assertThatThrownBy(() -> Entry.read(new RocksDbSstReader(), file))
        .isInstanceOf(SstException.class)
        .hasMessageContaining("1 deletions");
  }

  @ParameterizedTest
  @CsvSource({
    "0, a deletion",
    "2, a merge operand",
    "7, a single deletion",
    "15, a range deletion",
    "17, a reference to a blob file",
    "20, a deletion with timestamp",
    "22, a wide-column entity",
    "24, preferred sequence number",
    "99, an entry of type 99"
  })
  void otherTypesOfEntries(int type, String name) throws Exception {
    PatchedSst patched = patched();
    patched.set(patched.find("key100") + "key100".length(), type);

    assertRefused(patched.bytes(), name);
  }

  @ParameterizedTest
  @CsvSource({"ZLIB_COMPRESSION, zlib", "BZLIB2_COMPRESSION, bzip2"})
  void otherCompressions(CompressionType compression, String name) throws Exception {
    byte[] file =
        RocksDbFile.write(
            options -> options.setCompressionType(compression),
            PureSstReaderRefusalTest::table,
            RocksDbFile.of(entries()));

    assertRefused(file, "compressed with " + name);
    assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries());
  }

  @Test
  void compressionDictionaries() throws Exception {
    byte[] file;
    try (CompressionOptions compression = new CompressionOptions()) {
      file =
          RocksDbFile.write(
              options ->
                  options
                      .setCompressionType(CompressionType.ZSTD_COMPRESSION)
                      .setCompressionOptions(compression.setMaxDictBytes(1024)),
              PureSstReaderRefusalTest::table,
              RocksDbFile.of(entries()));
    }

    assertRefused(file, "rocksdb.compression_dict");
    assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries());
  }

  @Test
  void indexesWithFirstKeys() throws Exception {
    byte[] file =
        RocksDbFile.write(
            PureSstReaderRefusalTest::plain,
            table -> table.setFormatVersion(5).setIndexType(IndexType.kBinarySearchWithFirstKey),
            RocksDbFile.of(entries()));

    assertRefused(file, "index type 3");
    assertThat(Entry.read(new RocksDbSstReader(), file)).isEqualTo(entries());
  }

  @Test
  void otherComparators() throws Exception {
    byte[] file =
        RocksDbFile.write(
            options -> options.setComparator(BuiltinComparator.REVERSE_BYTEWISE_COMPARATOR),
            PureSstReaderRefusalTest::table,
            sst -> {
              sst.put(bytes("b"), bytes("1"));
              sst.put(bytes("a"), bytes("2"));
            });

    assertRefused(file, "rocksdb.ReverseBytewiseComparator");
  }

  @Test
  void blocksWithoutChecksums() throws Exception {
    byte[] file =
        RocksDbFile.write(
            PureSstReaderRefusalTest::plain,
            table -> table.setFormatVersion(5).setChecksumType(ChecksumType.kNoChecksum),
            RocksDbFile.of(entries()));

    assertRefused(file, "without checksums");
  }

  @Test
  void newerFormats() throws Exception {
    byte[] file = patched().bytes();
    file[file.length - 12] = 7;

    assertRefused(file, "format_version 7");
  }

  @Test
  void whatIsNoTable() {
    assertRefused(new byte[1000], "0000000000000000 instead of the magic number");
    assertRefused(new byte[0], "0 bytes");
  }

  @Test
  void keysThatDoNotAscend() throws Exception {
    PatchedSst patched = patched();
    patched.set(patched.find("key100"), 'l');

    assertRefused(patched.bytes(), "do not ascend at its entry 1");
  }

  @Test
  void theSameKeyTwice() throws Exception {
    PatchedSst patched =
        new PatchedSst(
            RocksDbFile.write(
                PureSstReaderRefusalTest::plain,
                table -> table.setFormatVersion(5).setBlockRestartInterval(1),
                RocksDbFile.of(entries())));
    patched.set(patched.find("key101") + "key10".length(), '0');

    assertRefused(patched.bytes(), "do not ascend at its entry 1");
  }

  @Test
  void anotherNumberOfEntriesThanStated() throws Exception {
    PatchedSst patched = patched();
    int at = patched.findProperty("rocksdb.num.entries");
    patched.set(at, patched.bytes()[at] ^ 1);

    assertRefused(patched.bytes(), "state 301 entries, and 300 were read");
  }

  @Test
  void anotherNumberOfDataBlocksThanStated() throws Exception {
    PatchedSst patched = patched();
    int at = patched.findProperty("rocksdb.num.data.blocks");
    patched.set(at, patched.bytes()[at] + 1);

    assertRefused(patched.bytes(), "data blocks");
  }
}
