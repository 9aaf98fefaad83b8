package dev.parqueduct.io.tikv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MvccCursorTest {
  private static final long READ_TS = 1000;

  private final MemorySst write = new MemorySst();
  private final MemorySst values = new MemorySst();

  /** What a cursor showed, as text, and what it counted. */
  private record Seen(List<String> entries, MvccCounts counts) {}

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] record(char type, long startTs, byte[]... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(type);
    long left = startTs;
    for (; left >>> 7 != 0; left >>>= 7) {
      out.write((int) (left & 0x7f) | 0x80);
    }
    out.write((int) left);
    for (byte[] field : fields) {
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  private static byte[] shortValue(String value) {
    byte[] text = bytes(value);
    return ByteBuffer.allocate(2 + text.length)
        .put((byte) 'v')
        .put((byte) text.length)
        .put(text)
        .array();
  }

  private static byte[] fence(long ts) {
    return ByteBuffer.allocate(9).put((byte) 'F').putLong(ts).array();
  }

  private MvccCursorTest commit(String key, long ts, byte[] record) {
    write.put(bytes(key), ts, record);
    return this;
  }

  private MvccCursorTest value(String key, long startTs, String value) {
    values.put(bytes(key), startTs, bytes(value));
    return this;
  }

  private Seen read() throws IOException {
    return read(write, values);
  }

  private static Seen read(MemorySst write, MemorySst values) throws IOException {
    List<String> seen = new ArrayList<>();
    try (MvccCursor cursor =
        new MvccCursor(
            write.cursor(),
            values.size() == 0 ? Optional.empty() : Optional.of(values.cursor()),
            "pair.sst",
            READ_TS)) {
      while (cursor.next()) {
        String key = new String(cursor.rawKey(), 0, cursor.rawKeyLength(), UTF_8);
        String value =
            new String(cursor.value(), cursor.valueOffset(), cursor.valueLength(), UTF_8);
        seen.add(
            cursor.kind() == MvccCursor.Kind.PUT
                ? key + "@" + cursor.commitTs() + "=" + value
                : key + "@" + cursor.commitTs() + " deleted");
      }
      return new Seen(seen, cursor.counts());
    }
  }

  @Test
  void shortValuesComeFromTheRecordAndLongOnesFromTheDefaultFamily() throws IOException {
    commit("", 5, record('P', 4, shortValue("empty key")));
    commit("a", 11, record('P', 10, shortValue("one")));
    commit("b", 21, record('P', 20)).value("b", 20, "two");
    commit("c", 31, record('P', 30, shortValue("")));
    commit("d".repeat(300), 41, record('P', 40)).value("d".repeat(300), 40, "four");
    Seen seen = read();

    assertThat(seen.entries())
        .containsExactly(
            "@5=empty key", "a@11=one", "b@21=two", "c@31=", "d".repeat(300) + "@41=four");
    assertThat(seen.counts().byName())
        .isEqualTo(Map.of("kv_put", 5L, "kv_put_short_value", 3L, "kv_put_joined", 2L));
    assertThat(seen.counts().writeSum().entries()).isEqualTo(3);
    assertThat(seen.counts().writeSum().bytes()).isEqualTo(9 + 4 + 1);
    assertThat(seen.counts().defaultSum().entries()).isEqualTo(2);
    assertThat(seen.counts().defaultSum().bytes()).isEqualTo(4 + 304);
  }

  @Test
  void sumsAreOverRawKeysAndValues() throws IOException {
    commit("a", 11, record('P', 10, shortValue("one")));
    commit("b", 21, record('D', 20));
    commit("c", 31, record('P', 30)).value("c", 30, "three");
    MvccCounts counts = read().counts();

    assertThat(counts.writeSum().crc64Xor()).isEqualTo(crc("aone") ^ crc("b"));
    assertThat(counts.writeSum().entries()).isEqualTo(2);
    assertThat(counts.writeSum().bytes()).isEqualTo(5);
    assertThat(counts.defaultSum().crc64Xor()).isEqualTo(crc("cthree"));
    assertThat(new EntrySum().crc64Xor()).isZero();
  }

  private static long crc(String text) {
    return Crc64.update(0, bytes(text), 0, text.length());
  }

  @Test
  void aPutWithoutItsValueIsAnErrorThatNamesTheKey() {
    commit("a", 11, record('P', 10)).value("a", 9, "older").value("b", 10, "of another key");

    assertThatThrownBy(this::read)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContainingAll("pair.sst", "key 61 has no value", "start_ts 10");
  }

  @Test
  void aPutWithoutItsValueIsAnErrorWithoutADefaultFileToo() {
    commit("k".repeat(100), 11, record('P', 10));

    assertThatThrownBy(this::read)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContaining("6b".repeat(64) + "… has no value");
  }

  @Test
  void valuesThatNoRecordAsksForAreCountedAndSummedUp() throws IOException {
    value("0", 1, "before").value("b", 30, "newer").value("b", 10, "older").value("z", 1, "after");
    commit("b", 21, record('P', 20)).value("b", 20, "wanted");
    commit("c", 22, record('P', 21, shortValue("s"))).value("c", 21, "not needed");
    Seen seen = read();

    assertThat(seen.entries()).containsExactly("b@21=wanted", "c@22=s");
    assertThat(seen.counts().byName()).containsEntry("kv_orphan_in_default", 5L);
    assertThat(seen.counts().defaultSum().entries()).isEqualTo(6);
    assertThat(seen.counts().defaultSum().crc64Xor())
        .isEqualTo(
            crc("0before")
                ^ crc("bnewer")
                ^ crc("bolder")
                ^ crc("zafter")
                ^ crc("bwanted")
                ^ crc("cnot needed"));
  }

  @Test
  void theNewestVersionOfAKeyWins() throws IOException {
    commit("a", 30, record('L', 29)).commit("a", 28, record('R', 28));
    commit("a", 21, record('P', 20, shortValue("new")));
    commit("a", 11, record('P', 10, shortValue("old"))).commit("a", 9, record('D', 8));
    commit("b", 21, record('D', 20)).commit("b", 11, record('P', 10, shortValue("gone")));
    // The transaction that commits last may have begun first.
    commit("c", 40, record('P', 10)).commit("c", 30, record('P', 20));
    value("c", 10, "last").value("c", 20, "first");
    Seen seen = read();

    assertThat(seen.entries()).containsExactly("a@21=new", "b@21 deleted", "c@40=last");
    assertThat(seen.counts().byName())
        .isEqualTo(
            Map.of(
                "kv_put", 2L,
                "kv_put_short_value", 1L,
                "kv_put_joined", 1L,
                "kv_delete", 1L,
                "kv_skipped_lock", 1L,
                "kv_skipped_rollback", 1L,
                "kv_skipped_older_version", 4L,
                "kv_orphan_in_default", 1L));
  }

  @Test
  void locksAndRollbacksAreNoVersions() throws IOException {
    commit("a", 11, record('L', 10)).commit("b", 11, record('R', 11, shortValue("p")));
    commit("c", 5000, record('L', 10)); // Nothing was changed, whenever that was.
    Seen seen = read();

    assertThat(seen.entries()).isEmpty();
    assertThat(seen.counts().byName())
        .isEqualTo(Map.of("kv_skipped_lock", 2L, "kv_skipped_rollback", 1L));
    assertThat(seen.counts().writeSum().entries()).isZero();
  }

  @Test
  void aFenceThatIsPassedTakesTheKeyAwayWithItsOlderVersions() throws IOException {
    commit("a", 21, record('P', 20, shortValue("void"), fence(READ_TS)));
    commit("a", 11, record('P', 10, shortValue("must not come back")));
    commit("b", 21, record('P', 20, shortValue("valid"), fence(READ_TS + 1)));
    commit("c", 21, record('P', 20, fence(0))).value("c", 20, "valid");
    Seen seen = read();

    assertThat(seen.entries()).containsExactly("b@21=valid", "c@21=valid");
    assertThat(seen.counts().byName())
        .containsEntry("kv_skipped_gc_fence", 1L)
        .containsEntry("kv_skipped_older_version", 1L);
  }

  @Test
  void aCommitAfterTheBackupIsAnError() throws IOException {
    commit("a", READ_TS, record('P', 20, shortValue("in time")));
    assertThat(read().entries()).containsExactly("a@1000=in time");

    commit("b", READ_TS + 1, record('D', 20));
    assertThatThrownBy(this::read)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContainingAll("pair.sst holds a commit at 1001", "damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "a short key, 7a",
    "another prefix, 74" + "61000000000000fff8" + "ffffffffffffffff",
    "an impossible marker, 7a" + "610000000000000011" + "ffffffffffffffff",
    "padding that is not zero, 7a" + "610000000000ee00f8" + "ffffffffffffffff",
    "no last group, 7a" + "6161616161616161ff" + "ffffffffffffffff",
    "bytes before the version, 7a" + "6100000000000000f8" + "0102" + "ffffffffffffffff",
  })
  void malformedKeysAreErrorsInBothFamilies(String what, String hex) {
    byte[] key = HexFormat.of().parseHex(hex);
    MemorySst bad = new MemorySst().putStored(key, record('P', 1, shortValue("x")));

    assertThatThrownBy(() -> read(bad, new MemorySst()))
        .as(what)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContainingAll("pair.sst holds a malformed key", hex);
    assertThatThrownBy(() -> read(new MemorySst(), bad))
        .as(what)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContainingAll("pair.sst holds", hex, "damaged");
    MemorySst asking = new MemorySst().put(bytes("a"), 11, record('P', 10));
    assertThatThrownBy(() -> read(asking, bad)).as(what).isInstanceOf(TikvDataException.class);
  }

  @ParameterizedTest
  @CsvSource({"''", "58", "50", "5081", "500a7605", "500a46000000", "50ffffffffffffffffffff01"})
  void malformedRecordsAreErrors(String hex) {
    write.put(bytes("a"), 11, HexFormat.of().parseHex(hex));

    assertThatThrownBy(this::read)
        .isInstanceOf(TikvDataException.class)
        .hasMessageContaining("pair.sst holds a malformed write record");
  }

  /** Records that TiFlash's tests took from clusters; their keys lack the z of the stored ones. */
  @Test
  void recordsOfRealClustersGiveTheNewestVersionOfEachKey() throws IOException {
    JsonNode sets;
    try (InputStream in = getClass().getResourceAsStream("/tidb/tikv_write_cf_dump.json")) {
      sets = new ObjectMapper().readTree(in).path("sets");
    }
    assertThat(sets).extracting(set -> set.path("write_cf").size()).containsExactly(8, 3);
    for (JsonNode set : sets) {
      MemorySst dumped = new MemorySst();
      TreeMap<String, Long> newest = new TreeMap<>();
      for (JsonNode pair : set.path("write_cf")) {
        byte[] key = unhex("7a" + pair.path(0).asText());
        byte[] record = unhex(pair.path(1).asText());
        dumped.putStored(key, record);
        if (record[0] == 'P' || record[0] == 'D') {
          String without = HexFormat.of().formatHex(key, 0, key.length - 8);
          newest.merge(without, ~ByteBuffer.wrap(key).getLong(key.length - 8), Math::max);
        }
      }
      List<Long> commits = new ArrayList<>();
      try (MvccCursor cursor =
          new MvccCursor(dumped.cursor(), Optional.empty(), "dump", Long.MAX_VALUE)) {
        while (cursor.next()) {
          assertThat(cursor.rawKey()[0]).isEqualTo((byte) 't');
          assertThat(cursor.value()[cursor.valueOffset()]).isEqualTo((byte) 0x80); // row v2
          commits.add(cursor.commitTs());
        }
        assertThat(commits).isNotEmpty().containsExactlyElementsOf(newest.values());
        assertThat(cursor.counts().byName().values().stream().mapToLong(n -> n).sum())
            .isEqualTo(dumped.size() + (long) commits.size()); // A put counts by its kind, too.
      }
    }
  }

  private static byte[] unhex(String hex) {
    return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
  }

  @Property(tries = 300)
  void agreesWithANaiveReader(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    MemorySst records = new MemorySst();
    MemorySst store = new MemorySst();
    TreeMap<String, String> expected = new TreeMap<>();
    int stored = 0;
    int asked = 0;
    for (int keys = random.nextInt(20); keys > 0; keys--) {
      String key = "k".repeat(random.nextInt(20)) + (char) ('a' + random.nextInt(26));
      boolean found = expected.containsKey(key);
      if (found) {
        continue;
      }
      expected.put(key, "");
      // From the newest version on, as a reader at READ_TS looks at them.
      long ts = READ_TS - random.nextInt(3);
      for (int versions = 1 + random.nextInt(4); versions > 0; versions--) {
        long start = ts - 1;
        char type = "PPPDLR".charAt(random.nextInt(6));
        String value = "v" + random.nextInt(1000);
        boolean inRecord = random.nextBoolean();
        long fence = random.nextInt(8) == 0 ? READ_TS - 1 + random.nextInt(3) : 0;
        List<byte[]> fields = new ArrayList<>();
        if (type == 'P' && inRecord) {
          fields.add(shortValue(value));
        }
        if (fence != 0) {
          fields.add(fence(fence));
        }
        records.put(bytes(key), ts, record(type, start, fields.toArray(byte[][]::new)));
        boolean joined = type == 'P' && !inRecord;
        if (joined) {
          store.put(bytes(key), start, bytes(value));
          stored++;
        }
        if (!found && fence != 0 && fence <= READ_TS) {
          found = true;
        } else if (!found && (type == 'P' || type == 'D')) {
          found = true;
          asked += joined ? 1 : 0;
          expected.put(key, key + "@" + ts + (type == 'P' ? "=" + value : " deleted"));
        }
        ts -= 2 + random.nextInt(5);
      }
    }
    expected.values().removeIf(String::isEmpty);
    Seen seen = read(records, store);

    assertThat(seen.entries()).containsExactlyElementsOf(expected.values());
    assertThat(seen.counts().byName().getOrDefault("kv_put_joined", 0L)).isEqualTo(asked);
    assertThat(seen.counts().byName().getOrDefault("kv_orphan_in_default", 0L))
        .isEqualTo(stored - asked);
    assertThat(seen.counts().defaultSum().entries()).isEqualTo(stored);
  }
}
