package dev.parqueduct.io.rawkv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.Reject;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tikv.Crc64;
import dev.parqueduct.io.tikv.MemComparable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvRowsTest {
  private static final byte[] NO_UTF8 = {'a', (byte) 0xc0, (byte) 0x80};

  private static byte[] v2Key(int keyspace, byte[] user, long ts) {
    byte[] raw =
        ByteBuffer.allocate(4 + user.length).putInt('r' << 24 | keyspace).put(user).array();
    byte[] encoded = MemComparable.encode(raw);
    return ByteBuffer.allocate(encoded.length + 9)
        .put((byte) 'z')
        .put(encoded)
        .putLong(~ts)
        .array();
  }

  @Test
  void v2HasKeyspacesVersionsAndExpiries(@TempDir Path folder) throws Exception {
    KvOptions options = KvOptions.DEFAULT.withColumns(EnumSet.allOf(KvColumn.class));
    long ts = 395_181_938_313_123_110L;
    Exported exported =
        Exported.of(
            folder,
            options.schema(),
            out -> {
              KvRows rows = KvRows.of(options, RawApi.V2, "a.sst");
              byte[] expiring =
                  ByteBuffer.allocate(10).put((byte) 'v').putLong(7).put((byte) 1).array();
              byte[] forever =
                  ByteBuffer.allocate(10).put((byte) 'w').putLong(-1).put((byte) 1).array();
              assertThat(
                      Exported.decodeStored(rows, v2Key(0x010203, new byte[] {'k'}, ts), expiring))
                  .isEqualTo(KvOutcome.ROW);
              rows.write(out);
              out.endRow();
              assertThat(Exported.decodeStored(rows, v2Key(0, new byte[0], 1), new byte[] {0}))
                  .isEqualTo(KvOutcome.ROW);
              rows.write(out);
              out.endRow();
              assertThat(Exported.decodeStored(rows, v2Key(0, new byte[] {'l'}, 1), forever))
                  .isEqualTo(KvOutcome.ROW);
              rows.write(out);
              out.endRow();
              assertThat(Exported.decodeStored(rows, v2Key(0, new byte[] {'m'}, 1), new byte[] {2}))
                  .isEqualTo(KvOutcome.DELETED);
            });

    assertThat(
            exported.query(
                "SELECT decode(key), decode(value), keyspace, coalesce(epoch_us(expires_at)::VARCHAR,"
                    + " expires_at::VARCHAR), commit_ts,"
                    + " epoch_ms(committed_at) FROM $file"))
        .containsExactly(
            List.of("k", "v", "66051", "7000000", "" + ts, "1507499459507"),
            Arrays.asList("", "", "0", null, "1", "0"),
            Arrays.asList("l", "w", "0", "infinity", "1", "0"));
  }

  @Test
  void txnEntriesHaveTheirCommitTs(@TempDir Path folder) throws Exception {
    KvOptions options =
        KvOptions.DEFAULT
            .withColumns(EnumSet.of(KvColumn.KEY, KvColumn.KEYSPACE, KvColumn.COMMIT_TS))
            .withForms(BytesForm.TEXT, BytesForm.TEXT, InvalidText.ERROR);
    Exported exported =
        Exported.of(
            folder,
            options.schema(),
            out -> {
              // The value is no text, and no column.
              KvRows v1 = KvRows.of(options, RawApi.V1, "a.sst");
              assertThat(v1.decodeTxn("xyzkey!".getBytes(UTF_8), 6, NO_UTF8, 0, 3, 99))
                  .isEqualTo(KvOutcome.ROW);
              v1.write(out);
              out.endRow();
              KvRows v2 = KvRows.of(options, RawApi.V2, "a.sst");
              assertThat(v2.decodeTxn("x\0\0\5key".getBytes(UTF_8), 7, NO_UTF8, 0, 3, 99))
                  .isEqualTo(KvOutcome.ROW);
              v2.write(out);
              out.endRow();
              assertThatThrownBy(
                      () -> v2.decodeTxn("r\0\0\5key".getBytes(UTF_8), 7, NO_UTF8, 0, 3, 9))
                  .hasMessageContaining("'x' and a keyspace");
            });

    assertThat(exported.query("SELECT * FROM $file"))
        .containsExactly(Arrays.asList("xyzkey", null, "99"), List.of("key", "5", "99"));
  }

  @Test
  void keysAndValuesAreTextOrHexOnRequest(@TempDir Path folder) throws Exception {
    KvOptions options =
        KvOptions.DEFAULT
            .withForms(BytesForm.TEXT, BytesForm.HEX, InvalidText.ERROR)
            .withKeys(KeyRange.parse("", "", "user:"), KeyPrefix.STRIP);
    Exported exported =
        Exported.of(
            folder,
            options.schema(),
            out -> {
              KvRows rows = KvRows.of(options, RawApi.V1, "a.sst");
              byte[] value = new byte[700];
              Arrays.fill(value, (byte) 0x9f);
              for (byte[] v : List.of(new byte[] {0, (byte) 0xab}, value)) {
                assertThat(Exported.decode(rows, "user:né".getBytes(UTF_8), v))
                    .isEqualTo(KvOutcome.ROW);
                rows.write(out);
                out.endRow();
              }
              assertThat(Exported.decode(rows, "usher".getBytes(UTF_8), value))
                  .isEqualTo(KvOutcome.OUT_OF_RANGE);
            });

    assertThat(exported.query("SELECT key, value FROM $file"))
        .containsExactly(List.of("né", "00ab"), List.of("né", "9f".repeat(700)));
    assertThat(exported.query("SELECT typeof(key), typeof(value) FROM $file LIMIT 1"))
        .containsExactly(List.of("VARCHAR", "VARCHAR"));
  }

  @Test
  void bytesThatAreNoTextFailOrAreRejected() throws Exception {
    KvOptions text = KvOptions.DEFAULT.withForms(BytesForm.TEXT, BytesForm.TEXT, InvalidText.ERROR);
    KvRows failing = KvRows.of(text, RawApi.V1, "a.sst");
    assertThatThrownBy(() -> Exported.decode(failing, new byte[] {'k'}, NO_UTF8))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("a.sst", "0x6b", "the value is no UTF-8");

    KvRows rejecting =
        KvRows.of(
            text.withForms(BytesForm.TEXT, BytesForm.TEXT, InvalidText.REJECT), RawApi.V1, "a.sst");
    assertThatThrownBy(() -> Exported.decode(rejecting, NO_UTF8, new byte[0]))
        .isInstanceOfSatisfying(
            RejectedEntryException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("utf8");
              Reject reject = rejecting.reject(e, 3);
              assertThat(reject.message()).isEqualTo("key 0x61c080: the key is no UTF-8");
              assertThat(reject.line()).isEqualTo(3);
            });
  }

  @Test
  void aDamagedEntryIsRejectedAsItIsStored() {
    KvRows rows = KvRows.of(KvOptions.DEFAULT, RawApi.V1TTL, "a.sst");

    assertThatThrownBy(() -> Exported.decode(rows, new byte[] {'k'}, new byte[] {1, 2}))
        .isInstanceOfSatisfying(
            RejectedEntryException.class,
            e -> {
              Reject reject = rows.reject(e, 1);
              assertThat(reject.reason()).isEqualTo("value");
              assertThat(reject.record()).isEqualTo(new byte[] {1, 2});
              assertThat(reject.message()).startsWith("key 0x7a6b: the value has 2 bytes");
            });
    assertThatThrownBy(() -> Exported.decodeStored(rows, new byte[] {'a'}, new byte[8]))
        .hasMessageContaining("'z'");
    assertThat(rows.totals().entries()).isEqualTo(2);
    assertThat(rows.totals().problem(0, 3, 0)).isNotEmpty();
    assertThat(rows.totals().problem(1, 2, 3)).isEmpty();
  }

  @Test
  void totalsAreThoseOfTiKV() throws Exception {
    KvRows rows = KvRows.of(KvOptions.DEFAULT, RawApi.V1TTL, "a.sst");
    byte[] stored = HexFormat.of().parseHex("76" + "0000000000000009");
    assertThat(Exported.decode(rows, new byte[] {'k'}, stored)).isEqualTo(KvOutcome.ROW);
    assertThat(Exported.decode(rows, new byte[] {'l'}, stored)).isEqualTo(KvOutcome.ROW);
    byte[] kv = {'k', 'v', 'l', 'v'};
    long now = Crc64.update(0, kv, 0, 2) ^ Crc64.update(0, kv, 2, 2);
    long before =
        Crc64.of(kv, 0, 1, stored, 0, stored.length) ^ Crc64.of(kv, 2, 1, stored, 0, stored.length);

    assertThat(rows.totals().problem(now, 2, 4)).isEmpty();
    assertThat(rows.totals().problem(before, 2, 20)).isEmpty();
    assertThat(rows.totals().problem(now + 1, 2, 4)).contains("checksum");
    assertThat(rows.totals().problem(now, 2, 5)).contains("bytes");
  }

  @Property(tries = 300)
  void v2IsReadBackWhateverItHolds(
      @ForAll @IntRange(max = 0xffffff) int keyspace,
      @ForAll @Size(max = 40) byte[] key,
      @ForAll @Size(max = 40) byte[] value,
      @ForAll long ts,
      @ForAll @LongRange(min = 1) long expiry)
      throws Exception {
    byte[] stored =
        ByteBuffer.allocate(value.length + 9).put(value).putLong(expiry).put((byte) 1).array();
    byte[] storedKey = v2Key(keyspace, key, ts);
    KvEntry entry = new KvEntry();
    EntryDecoder decoder = new EntryDecoder(RawApi.V2);
    decoder.rawKey(storedKey, storedKey.length, entry);
    decoder.rawValue(stored, 0, stored.length, entry);

    int from = entry.keyOffset();
    assertThat(Arrays.copyOfRange(entry.key(), from, from + entry.keyLength())).isEqualTo(key);
    assertThat(Arrays.copyOfRange(entry.value(), 0, entry.valueLength())).isEqualTo(value);
    assertThat(entry.keyspace()).isEqualTo(keyspace);
    assertThat(entry.expiresAt()).isEqualTo(expiry);
    assertThat(entry.ts()).isEqualTo(ts);
  }

  @Test
  void optionsTravelToWorkers() throws Exception {
    KvOptions options =
        KvOptions.DEFAULT
            .withKeys(KeyRange.parse("a", "", "ab"), KeyPrefix.STRIP)
            .withExpiryClock(5)
            .withDecoder(new DecoderChoice("json", "a:int"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(options);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(options);
    }
  }

  @Test
  void badOptionsAreNamed() {
    assertThatThrownBy(() -> KvColumn.parse("--columns", "key,colour"))
        .hasMessageContainingAll("--columns", "'colour'", "key, value, keyspace");
    assertThat(KvColumn.parse("--columns", "value, key"))
        .containsExactly(KvColumn.KEY, KvColumn.VALUE);
    assertThatThrownBy(() -> KvOptions.DEFAULT.withKeys(KeyRange.ALL, KeyPrefix.STRIP))
        .hasMessageContaining("no prefix to strip");
    assertThatThrownBy(
            () -> KvOptions.DEFAULT.withDecoder(new DecoderChoice("json", "key:int")).schema())
        .hasMessageContainingAll("json", "'key'");
    assertThatThrownBy(() -> KvOptions.DEFAULT.withColumns(EnumSet.noneOf(KvColumn.class)).schema())
        .hasMessageContaining("No column");
    assertThatThrownBy(() -> new DecoderChoice("cbor", "").parser())
        .hasMessageContainingAll("'cbor'", "avro, json");
  }
}
