package dev.parqueduct.io.rawkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstProperties;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** The two backups that TiKV's own tools test with, as RocksDB reads them. */
class RealBackupsTest {
  private static final long EXPIRY = 1_644_198_955;

  private static List<Path> files(String backup) throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of(RealBackupsTest.class.getResource("/rawkv/" + backup).toURI()))) {
      return files.filter(file -> file.toString().endsWith(".sst")).sorted().toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SstProperties properties(SstFileReader sst) throws RocksDBException {
    Map<String, byte[]> values = new HashMap<>();
    var table = sst.getTableProperties();
    values.put(
        "rocksdb.property.collectors",
        table.getPropertyCollectorsNames().getBytes(StandardCharsets.UTF_8));
    table
        .getUserCollectedProperties()
        .forEach((name, value) -> values.put(name, value.getBytes(StandardCharsets.ISO_8859_1)));
    return new SstProperties(values);
  }

  private interface Use {
    void with(KvRows rows, SstFileReader sst) throws Exception;
  }

  private static void eachFile(
      String backup, KvOptions options, RequestedApi requested, RawApi expected, Use use)
      throws Exception {
    List<Path> files = files(backup);
    assertThat(files).hasSize(2);
    for (Path file : files) {
      try (Options rocks = new Options();
          SstFileReader sst = new SstFileReader(rocks)) {
        sst.open(file.toString());
        String name = file.getFileName().toString();
        RawApi api = new ApiDetection(RawApi.V1, requested).of(properties(sst), name);
        assertThat(api).isEqualTo(expected);
        use.with(KvRows.of(options, api, name), sst);
      }
    }
  }

  private static int decodeAll(KvRows rows, SstFileReader sst, KvOutcome expected, RowWriter out)
      throws Exception {
    int count = 0;
    try (ReadOptions options = new ReadOptions();
        SstFileReaderIterator entries = sst.newIterator(options)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        byte[] key = entries.key();
        byte[] value = entries.value();
        assertThat(rows.decode(key, key.length, value, 0, value.length)).isEqualTo(expected);
        if (expected == KvOutcome.ROW) {
          rows.write(out);
          out.endRow();
        }
        count++;
      }
    }
    return count;
  }

  private static Exported export(
      Path folder, String backup, RawApi expected, long bytes, Set<KvColumn> columns)
      throws Exception {
    KvOptions options = KvOptions.DEFAULT.withColumns(columns);
    return Exported.of(
        folder,
        options.schema(),
        out -> {
          try {
            eachFile(
                backup,
                options,
                RequestedApi.AUTO,
                expected,
                (rows, sst) -> {
                  assertThat(decodeAll(rows, sst, KvOutcome.ROW, out)).isEqualTo(500);
                  // What the backupmeta says; it has no checksums.
                  assertThat(rows.totals().problem(0, 500, bytes)).isEmpty();
                  assertThat(rows.totals().problem(0, 501, bytes)).contains("501");
                });
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
  }

  @Test
  void v1GivesEveryRow(@TempDir Path folder) throws Exception {
    Exported exported =
        export(folder, "v1", RawApi.V1, 42_500, EnumSet.of(KvColumn.KEY, KvColumn.VALUE));

    assertThat(
            exported.query(
                "SELECT count(*), count(DISTINCT key), bool_and(decode(key) LIKE 'test\\_%' ESCAPE"
                    + " '\\'), bool_and(octet_length(key) = 21), bool_and(decode(value) ="
                    + " repeat('A', 64)) FROM $file"))
        .containsExactly(List.of("1000", "1000", "true", "true", "true"));
  }

  @Test
  void v1WithTtlGivesEveryRowAndItsExpiry(@TempDir Path folder) throws Exception {
    Exported exported =
        export(folder, "v1ttl", RawApi.V1TTL, 46_500, EnumSet.allOf(KvColumn.class));

    assertThat(
            exported.query(
                "SELECT count(*), count(DISTINCT key), bool_and(decode(value) = repeat('A', 64)),"
                    + " min(epoch(expires_at))::BIGINT, max(epoch(expires_at))::BIGINT,"
                    + " count(keyspace), count(commit_ts), count(committed_at) FROM $file"))
        .containsExactly(List.of("1000", "1000", "true", "" + EXPIRY, "" + EXPIRY, "0", "0", "0"));
  }

  @Test
  void entriesAreGoneFromTheSecondOfTheirExpiryOn() throws Exception {
    eachFile(
        "v1ttl",
        KvOptions.DEFAULT.withExpiryClock(EXPIRY),
        RequestedApi.V1TTL,
        RawApi.V1TTL,
        (rows, sst) -> assertThat(decodeAll(rows, sst, KvOutcome.EXPIRED, null)).isEqualTo(500));
    assertThatThrownBy(
            () ->
                eachFile(
                    "v1ttl",
                    KvOptions.DEFAULT.withExpiryClock(EXPIRY - 1),
                    RequestedApi.AUTO,
                    RawApi.V1TTL,
                    (rows, sst) -> decodeAll(rows, sst, KvOutcome.EXPIRED, null)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherApiThanTheFilesIsRefused() {
    assertThatThrownBy(
            () ->
                eachFile("v1ttl", KvOptions.DEFAULT, RequestedApi.V1, RawApi.V1, (rows, sst) -> {}))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("1634199092593_default.sst", "API V1TTL", "API V1 is asked for");
    assertThatThrownBy(
            () ->
                eachFile(
                    "v1", KvOptions.DEFAULT, RequestedApi.V1TTL, RawApi.V1TTL, (rows, sst) -> {}))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("1633919546277_default.sst", "API V1 ", "API V1TTL is asked for");
  }
}
