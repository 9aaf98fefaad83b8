package dev.parqueduct.io.br.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.KeyValueBackup.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.tikv.kvproto.Brpb;

class KeyValueBackupTest {
  @TempDir Path folder;

  /** Values of TiKV's tests (components/api_version/src/lib.rs); keys by its rules for each. */
  @ParameterizedTest
  @CsvSource({
    "V1, 0, 7a6b6579, 61",
    "V1TTL, 0, 7a6b6579, 610000000000000000",
    "V1TTL, 2, 7a6b6579, 610000000000000002",
    "V2, 0, 7a720000016b657900fe, 6100",
    "V2, 2, 7a720000016b657900fe, 61000000000000000201"
  })
  void storedKeysAndValuesAreThoseOfTikv(Api api, long expiry, String key, String value)
      throws IOException {
    KeyValueBackup.of(api).keyspace(1).put(bytes("key"), bytes("a"), expiry).write(folder);
    NavigableMap<byte[], byte[]> read = onlyFile();
    String stored = HexFormat.of().formatHex(read.firstKey());
    assertThat(api == Api.V2 ? stored.substring(0, stored.length() - 16) : stored).isEqualTo(key);
    assertThat(HexFormat.of().formatHex(read.firstEntry().getValue())).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void metadataAndFilesAgree(Api api) throws IOException {
    KeyValueBackup backup = KeyValueBackup.of(api).pairsPerSst(7).meta(MetaLayout.V2);
    for (int i = 0; i < 20; i++) {
      backup.put(bytes("key" + i), bytes("v".repeat(i % 2 == 0 ? 3 : 300)));
    }
    assertThat(backup.write(folder)).hasSize(20);
    MetaParts meta = MetaParts.read(folder);
    assertThat(meta.files).hasSize(api == Api.TXN ? 6 : 3);
    assertThat(meta.files.stream().mapToLong(Brpb.File::getTotalKvs).sum()).isEqualTo(20);
    assertThat(meta.ranges).hasSize(1);
  }

  @Test
  void filesWithTtlSayWhoCollectedIt() throws IOException, RocksDBException {
    KeyValueBackup.of(Api.V1TTL).put(bytes("k"), bytes("v"), 99).write(folder);
    Path sst = folder.resolve(MetaParts.read(folder).files.get(0).getName());
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(sst.toString());
      assertThat(reader.getTableProperties().getUserCollectedProperties())
          .containsKeys("tikv.min_expire_ts", "tikv.max_expire_ts");
      assertThat(reader.getTableProperties().getPropertyCollectorsNames())
          .contains("tikv.ttl-properties-collector");
    }
  }

  private NavigableMap<byte[], byte[]> onlyFile() throws IOException {
    MetaParts meta = MetaParts.read(folder);
    assertThat(meta.files).hasSize(1);
    return SstContent.read(folder.resolve(meta.files.get(0).getName()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
