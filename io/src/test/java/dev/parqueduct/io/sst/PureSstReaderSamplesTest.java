package dev.parqueduct.io.sst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that others made: Pebble's conformance set, and the SSTs of two backups. */
class PureSstReaderSamplesTest {
  static Path samples(String folder) {
    try {
      return Path.of(PureSstReaderSamplesTest.class.getResource(folder).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(samples(folder))) {
      return files.filter(file -> file.toString().endsWith(".sst")).sorted().toList();
    }
  }

  static List<Path> conformanceFiles() throws IOException {
    return files("conformance");
  }

  static List<Path> backupFiles() throws IOException {
    return files("/rawkv");
  }

  @ParameterizedTest
  @MethodSource("conformanceFiles")
  void readsTheWordsOfHamlet(Path file) throws IOException {
    List<Entry> expected =
        Files.readAllLines(samples("conformance/h.txt")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.split("\\s+"))
            .map(fields -> Entry.of(fields[1], fields[0]))
            .sorted()
            .toList();

    List<Entry> read =
        Entry.read(new PureSstReader(RangeDeletions.IGNORED), Files.readAllBytes(file));

    assertThat(expected).hasSize(1710);
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("conformanceFiles")
  void refusesRangeDeletions(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);

    for (SstReader reader : List.of(new PureSstReader(), new RocksDbSstReader())) {
      assertThatThrownBy(() -> Entry.read(reader, bytes))
          .isInstanceOf(SstException.class)
          .hasMessageContaining("test.sst")
          .hasMessageContaining("range deletions");
    }
  }

  @Test
  void theConformanceSetIsWhole() throws IOException {
    assertThat(conformanceFiles()).hasSize(8);
    assertThat(backupFiles()).hasSize(4);
  }

  @Test
  void refusesTablesOfLevelDb() throws IOException {
    byte[] bytes = Files.readAllBytes(samples("conformance/h.ldb"));

    assertThatThrownBy(() -> Entry.read(new PureSstReader(), bytes))
        .isInstanceOf(SstException.class)
        .hasMessageContaining("LevelDB");
  }

  @ParameterizedTest
  @MethodSource("backupFiles")
  void readsTheFilesOfBackups(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean ttl = file.getParent().endsWith("v1ttl");

    List<Entry> entries = Entry.read(new PureSstReader(), bytes);

    assertThat(entries)
        .hasSize(500)
        .isSorted()
        .isEqualTo(Entry.read(new RocksDbSstReader(), bytes));
    for (Entry entry : entries) {
      assertThat(new String(entry.key(), 0, 6, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("ztest_");
      assertThat(entry.value()).hasSize(ttl ? 72 : 64);
      assertThat(Arrays.copyOf(entry.value(), 64)).containsOnly('A');
    }
  }

  @ParameterizedTest
  @MethodSource("backupFiles")
  void bothReadersTellTheProperties(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean ttl = file.getParent().endsWith("v1ttl");
    for (SstReader reader : List.of(new PureSstReader(), new RocksDbSstReader())) {
      try (SstCursor cursor = reader.open(new SeekableInMemoryByteChannel(bytes), "test.sst")) {
        assertThat(cursor.properties().find("tikv.min_expire_ts").isPresent()).isEqualTo(ttl);
        assertThat(cursor.properties().find("rocksdb.num.entries")).isPresent();
      }
    }
  }
}
