package dev.parqueduct.pipelines.exportrawkv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.KeyValueBackup;
import dev.parqueduct.io.br.testing.KeyValueBackup.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportRawKvTest extends ExportRawKvFixture {
  private static final String EVERY_COLUMN =
      "--columns=key,value,keyspace,expires_at,commit_ts,committed_at";

  @Test
  void aPublishedBackupOfV1GivesEveryRow() throws Exception {
    done(PUBLISHED_V1, 1000, 0);

    assertThat(
            select(
                "count(*), count(distinct key), bool_and(decode(key) like 'test_%'),"
                    + " bool_and(octet_length(key) = 21),"
                    + " bool_and(decode(value) = repeat('A', 64))"))
        .containsExactly(List.of("1000", "1000", "true", "true", "true"));
  }

  @Test
  void aPublishedBackupWithTtlGivesEveryRowAndItsExpiry() throws Exception {
    done(PUBLISHED_V1TTL, 1000, 0, "--keyForm=text", "--columns=key,value,expires_at");

    assertThat(
            select(
                "count(*), count(distinct key), bool_and(key like 'test_%'),"
                    + " bool_and(decode(value) = repeat('A', 64)),"
                    + " min(epoch(expires_at))::bigint, max(epoch(expires_at))::bigint"))
        .containsExactly(List.of("1000", "1000", "true", "true", "1644198955", "1644198955"));
  }

  @Test
  void entriesThatHadExpiredCanBeLeftOut() throws Exception {
    done(PUBLISHED_V1TTL, 0, 1000, "--expiredAt=2030-01-01T00:00:00Z", "--sstReader=rocksdb");

    assertThat(output.dataFiles()).isEmpty();
  }

  @Test
  void v2HasKeyspacesExpiriesAndVersions() throws Exception {
    KeyValueBackup.of(Api.V2)
        .keyspace(0x010203)
        .put(bytes("a"), bytes("one"))
        .put(bytes("b"), bytes(""), 1_900_000_000)
        .put(bytes("c"), bytes("three"))
        .pairsPerSst(2)
        .write(backup);
    done(backup, 3, 0, EVERY_COLUMN, "--keyForm=text", "--valueForm=hex");

    assertThat(
            output.duckdb(
                "select key, value, keyspace, epoch(expires_at)::bigint,"
                    + " strftime(committed_at, '%Y-%m-%d'),"
                    + " commit_ts - min(commit_ts) over ()"
                    + " from read_parquet('$out/*.parquet') order by key"))
        .containsExactly(
            Arrays.asList("a", "6f6e65", "66051", null, "2025-12-31", "0"),
            Arrays.asList("b", "", "66051", "1900000000", "2025-12-31", "2"),
            Arrays.asList("c", "7468726565", "66051", null, "2025-12-31", "4"));
  }

  @Test
  void transactionalEntriesAreJoined() throws Exception {
    KeyValueBackup.of(Api.TXN)
        .put(bytes("a"), bytes("short"))
        .put(bytes("b"), bytes("long".repeat(200)))
        .put(bytes("c"), bytes("long".repeat(300)))
        .pairsPerSst(2)
        .write(backup);
    done(backup, 3, 0, EVERY_COLUMN, "--keyForm=text", "--valueForm=text");

    assertThat(
            output.duckdb(
                "select key, length(value), keyspace, expires_at, commit_ts is not null from"
                    + " read_parquet('$out/*.parquet') order by key"))
        .containsExactly(
            Arrays.asList("a", "5", null, null, "true"),
            Arrays.asList("b", "800", null, null, "true"),
            Arrays.asList("c", "1200", null, null, "true"));
  }

  @Test
  void aRangeOfKeysCanBeExported() throws Exception {
    hundredKeys();
    // Files beyond the range are not opened, but the one that ends where it begins is.
    done(backup, 15, 15, "--startKey=k010", "--endKey=0x6b303235", "--keyForm=text");

    assertThat(select("min(key), max(key), count(*)"))
        .containsExactly(List.of("k010", "k024", "15"));
  }

  @Test
  void aPrefixCanBeExportedAndStripped() throws Exception {
    hundredKeys();
    done(backup, 10, 10, "--keyPrefix=k05", "--prefixInKeys=strip", "--keyForm=text");

    assertThat(select("string_agg(key, '' order by key)")).containsExactly(List.of("0123456789"));
  }

  @Test
  void readingCanBeSlowedDown() throws Exception {
    done(PUBLISHED_V1, 1000, 0, "--readLimit=50", "--concurrency=1");
  }

  @Test
  void valuesBecomeColumns() throws Exception {
    KeyValueBackup.of(Api.V1)
        .put(bytes("a"), bytes("{\"name\": \"Ann\", \"at\": {\"age\": 41}}"))
        .put(bytes("b"), bytes("{}"))
        .write(backup);
    done(
        backup,
        2,
        0,
        "--valueDecoder=json",
        "--valueDecoderConfig=name:string,age=at.age:long",
        "--columns=key",
        "--keyForm=text");

    assertThat(output.duckdb("from read_parquet('$out/*.parquet') order by key"))
        .containsExactly(Arrays.asList("a", "Ann", "41"), Arrays.asList("b", null, null));
  }

  @Test
  void theSecondRunTouchesNothing() throws Exception {
    hundredKeys();
    done(backup, 100, 0);
    Map<String, Object> times = output.times();
    Map<String, String> content = output.content();
    done(backup, 100, 0);

    assertThat(output.times()).isEqualTo(times);
    assertThat(output.content()).isEqualTo(content);
  }
}
