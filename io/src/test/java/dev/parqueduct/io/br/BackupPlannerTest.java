package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.ContentSum;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tikv.kvproto.Brpb;
import org.tikv.shade.com.google.protobuf.ByteString;

class BackupPlannerTest {
  @TempDir Path folder;

  /** A key of a table, as TiDB writes it. */
  private static byte[] key(long table, String rest) {
    byte[] tail = rest.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(9 + tail.length)
        .put((byte) 't')
        .putLong(table ^ Long.MIN_VALUE)
        .put(tail)
        .array();
  }

  private static byte[] inKeyspace(int keyspace, byte[] key) {
    return ByteBuffer.allocate(4 + key.length).putInt('x' << 24 | keyspace).put(key).array();
  }

  private static Brpb.File file(String name, byte[] start, byte[] end) {
    return Brpbs.file(name).toBuilder()
        .setTotalKvs(0)
        .setTotalBytes(0)
        .setStartKey(ByteString.copyFrom(start))
        .setEndKey(ByteString.copyFrom(end))
        .build();
  }

  private BackupPlan plan(BackupPlanner planner, Brpb.File... files) throws IOException {
    Brpbs.writeRoot(
        folder, Brpbs.root().addAllFiles(List.of(files)).build().toByteArray(), Cipher.plaintext());
    return planner.plan(
        BackupMeta.read(
            ObjectStore.create(), BackupStorage.of(folder.toString()), Cipher.plaintext()));
  }

  private static BackupPlanner rows(long... ids) {
    return BackupPlanner.ofTables(ids, ids, Coverage.RECORDS);
  }

  @Test
  void pairsFilesByTheirBaseNameWhereverTheyStand() throws IOException {
    byte[] start = key(5, "_r");
    byte[] end = key(5, "_s");
    BackupPlan plan =
        plan(
            rows(5),
            file("1/7_2_ab_99_write.sst", start, end),
            file("1/8_2_ab_99_write.sst", start, end),
            file("1/8_2_ab_99_default.sst", start, end),
            file("1/7_2_ab_99_default.sst", start, end),
            file("1/9_2_ab_99_write.sst", start, end));

    assertThat(plan.units())
        .extracting(BackupUnit::id)
        .containsExactly("1-7_2_ab_99", "1-8_2_ab_99", "1-9_2_ab_99");
    BackupUnit first = plan.units().get(0);
    assertThat(first.leading().name()).isEqualTo("1/7_2_ab_99_write.sst");
    assertThat(first.file(ColumnFamily.DEFAULT).orElseThrow().name())
        .isEqualTo("1/7_2_ab_99_default.sst");
    assertThat(first.bytes()).isEqualTo(600);
    assertThat(first.physicalIds()).containsExactly(5L);
    assertThat(plan.units().get(2).file(ColumnFamily.DEFAULT)).isEmpty();
  }

  @Test
  void aUnitTravelsAndStaysEqual() throws Exception {
    BackupUnit unit = plan(rows(5), file("a_write.sst", key(5, "_r"), key(5, "_s"))).units().get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(unit);
    }

    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(unit)
        .hasSameHashCodeAs(unit);
  }

  @Test
  void findsTheTablesThatARangeTouches() throws IOException {
    BackupPlan plan =
        plan(
            rows(30, 10, -1, 20, Long.MAX_VALUE),
            file("a_write.sst", key(10, "_r\0"), key(10, "_r\7")),
            file("b_write.sst", key(10, "_s"), key(20, "_r")),
            file("c_write.sst", key(10, "_r\5"), key(20, "_r\0")),
            file("d_write.sst", key(11, ""), key(19, "")),
            file("e_write.sst", key(20, "_i"), new byte[0]),
            file("f_write.sst", new byte[0], key(10, "_r\0")),
            file("g_write.sst", new byte[0], new byte[0]),
            file("h_write.sst", key(20, ""), key(21, "")));

    assertThat(plan.units())
        .extracting(unit -> unit.id() + unit.physicalIds())
        .containsExactly(
            "a[10]",
            "c[10, 20]",
            "e[20, 30, 9223372036854775807]",
            "f[-1, 10]",
            "g[-1, 10, 20, 30, 9223372036854775807]",
            "h[20]");
    // b touches index entries of 20 and keys behind the rows of 10.
    assertThat(plan.indexOnly()).isEqualTo(new SkippedFiles(1, 300));
    assertThat(plan.otherTables()).isEqualTo(new SkippedFiles(1, 300));
  }

  @Test
  void leavesFilesOfIndexesOutUnlessAllEntriesAreWanted() throws IOException {
    Brpb.File index = file("a_write.sst", key(5, "_i\0\1"), key(5, "_i\0\2"));
    Brpb.File other = file("b_write.sst", key(6, "_i\0\1"), key(6, "_i\0\2"));

    BackupPlan rows = plan(rows(5), index, other);
    assertThat(rows.units()).isEmpty();
    assertThat(rows.indexOnly().files()).isEqualTo(1);
    assertThat(rows.otherTables().files()).isEqualTo(1);

    BackupPlan all =
        plan(
            BackupPlanner.ofTables(new long[] {5}, new long[] {5}, Coverage.ALL_ENTRIES),
            index,
            other);
    assertThat(all.units()).extracting(BackupUnit::id).containsExactly("a");
    assertThat(all.indexOnly().files()).isZero();
  }

  @Test
  void keepsWhatTheBackupSaysOfFilesThatAreNotRead() throws IOException {
    BackupPlan plan =
        plan(
            rows(5, 7),
            summed("a_write.sst", key(5, "_i\0\1"), key(5, "_i\0\2"), 3),
            summed("a_default.sst", key(5, "_i\0\1"), key(5, "_i\0\2"), 5),
            summed("b_write.sst", key(5, "_s"), key(6, ""), 8),
            summed("c_write.sst", key(7, "_i\0\1"), key(7, "_r"), 16),
            summed("d_write.sst", key(7, "_s"), key(9, "_r"), 32),
            summed("e_write.sst", key(8, "_i\0\2"), key(9, ""), 64));

    assertThat(plan.units()).isEmpty();
    assertThat(plan.skippedSums().byId())
        .isEqualTo(Map.of(5L, ContentSum.of(3 ^ 5 ^ 8, 6, 9), 7L, ContentSum.of(16, 2, 3)));
    // The file d has one sum for the entries of several tables.
    assertThat(plan.skippedSums().untold()).containsExactly(7L);
  }

  private static Brpb.File summed(String name, byte[] start, byte[] end, long crc64Xor) {
    return file(name, start, end).toBuilder()
        .setCrc64Xor(crc64Xor)
        .setTotalKvs(2)
        .setTotalBytes(3)
        .build();
  }

  @Test
  void looksBehindKeyspaces() throws IOException {
    BackupPlan plan =
        plan(
            rows(5),
            file("a_write.sst", inKeyspace(7, key(5, "_r")), inKeyspace(7, key(5, "_s"))),
            file("b_write.sst", inKeyspace(7, key(6, "_r")), inKeyspace(7, key(6, "_s"))),
            file("c_write.sst", inKeyspace(7, key(4, "")), inKeyspace(8, new byte[0])));

    assertThat(plan.units()).extracting(BackupUnit::id).containsExactly("a", "c");
  }

  @Test
  void leavesSupersededTablesOut() throws IOException {
    BackupFile grouped = grouped("a_write.sst", key(5, "_r"), key(8, "_s"), 5, 7);
    BackupUnit unit = new BackupUnit("a", List.of(grouped), List.of(5L, 7L));
    assertThat(unit.holds(5)).isTrue();
    assertThat(unit.holds(6)).isFalse();

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(file("a_write.sst", key(5, "_r"), key(8, "_s")).toByteArray());
    file.write(new byte[] {13 << 3 | 2, 2, 8, 7});
    Brpb.BackupMeta root = Brpbs.root().addFiles(Brpb.File.parseFrom(file.toByteArray())).build();
    Brpbs.writeRoot(folder, root.toByteArray(), Cipher.plaintext());
    BackupMeta meta =
        BackupMeta.read(
            ObjectStore.create(), BackupStorage.of(folder.toString()), Cipher.plaintext());

    assertThat(rows(5, 7).plan(meta).units().get(0).physicalIds()).containsExactly(7L);
    BackupPlan none = rows(5).plan(meta);
    assertThat(none.units()).isEmpty();
    assertThat(none.superseded().files()).isEqualTo(1);
  }

  private static BackupFile grouped(String name, byte[] start, byte[] end, long... tables) {
    BackupFile plain = Brpbs.read(file(name, start, end));
    return new BackupFile(
        name,
        plain.sha256(),
        start,
        end,
        0,
        9,
        0,
        0,
        0,
        "write",
        0,
        plain.cipherIv(),
        LongStream.of(tables).mapToObj(id -> new TableMeta(id, 0, 0, 0)).toList());
  }

  @Test
  void keepsTheColumnFamiliesOfRawKeysApart() throws IOException {
    byte[] none = {};
    BackupPlan plan =
        plan(
            BackupPlanner.ofRawKeys(),
            file("1_2_default.sst", none, none),
            file("1_2_write.sst", none, none),
            file("1_2_lock.sst", none, none).toBuilder().setCf("lock").build());

    assertThat(plan.units())
        .extracting(BackupUnit::id)
        .containsExactly("default-1_2", "write-1_2", "lock-1_2");
    assertThat(plan.units()).allSatisfy(unit -> assertThat(unit.files()).hasSize(1));
  }

  @Test
  void plansAllOfTransactionalKeys() throws IOException {
    byte[] none = {};
    BackupPlan plan =
        plan(
            BackupPlanner.ofTransactionalKeys(),
            file("1_2_default.sst", none, none),
            file("1_2_write.sst", none, none));

    assertThat(plan.units()).hasSize(1);
    assertThat(plan.units().get(0).physicalIds()).isEmpty();
  }

  @Test
  void readsFilesThatAreListedTwiceOnce() throws IOException {
    Brpb.File file = file("a_write.sst", key(5, "_r"), key(5, "_s"));
    BackupPlan plan = plan(rows(5), file, file);

    assertThat(plan.units()).hasSize(1);
    assertThat(plan.repeated()).isEqualTo(new SkippedFiles(1, 300));
    Brpb.File other = file.toBuilder().setCrc64Xor(1).build();
    assertThatThrownBy(() -> plan(rows(5), file, other))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a_write.sst")
        .hasMessageContaining("different contents");
  }

  @Test
  void refusesFilesThatDoNotFit() {
    byte[] start = key(5, "_r");
    byte[] end = key(5, "_s");
    assertThatThrownBy(() -> plan(rows(5), file("a_default.sst", start, end)))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a_default.sst, but not the write file");
    assertThatThrownBy(
            () -> plan(rows(5), file("a.sst", start, end).toBuilder().setCf("raft").build()))
        .hasMessageContaining("a.sst is of the column family raft");
    assertThatThrownBy(() -> plan(rows(5), file("a.sst", start, end).toBuilder().setCf("").build()))
        .hasMessageContaining("a.sst does not say its column family");
    assertThatThrownBy(
            () -> plan(rows(5), file("a_lock.sst", start, end).toBuilder().setCf("lock").build()))
        .hasMessageContaining("only RawKV");
  }

  @Test
  void takesTheColumnFamilyFromTheNameOfOldBackups() throws IOException {
    Brpb.File file = file("a_write.sst", key(5, "_r"), key(5, "_s")).toBuilder().setCf("").build();
    assertThat(plan(rows(5), file).units().get(0).file(ColumnFamily.WRITE)).isPresent();
  }

  @Test
  void idsOfUnitsAreUniqueAndSafe() {
    UnitIds ids = new UnitIds();
    Set<String> seen = new HashSet<>();
    for (String name :
        List.of(
            "1/2_3",
            "1_2_3",
            "1-2_3",
            "1.2_3",
            ".x",
            "..",
            "a b",
            "a\u00e9",
            "A",
            "a".repeat(500))) {
      String id = ids.of(name);
      assertThat(id).matches("[0-9A-Za-z][0-9A-Za-z_.-]*").hasSizeLessThan(200);
      assertThat(seen.add(id)).as(name).isTrue();
      assertThat(ids.of(name)).isEqualTo(id);
    }
  }

  @Test
  void plansAHundredThousandFiles() throws IOException {
    int files = 100_000;
    Brpb.MetaFile.Builder node = Brpb.MetaFile.newBuilder();
    Brpb.File.Builder prototype = Brpbs.file("any_write.sst").toBuilder();
    String hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    for (int i = 0; i < files / 2; i++) {
      byte[] start = key(i / 10, "_r" + (char) (i % 10));
      byte[] end = key(i / 10, "_r" + (char) (i % 10 + 1));
      String base = "1/" + i + "_8_" + hash + "_1633919546278";
      prototype.setStartKey(ByteString.copyFrom(start)).setEndKey(ByteString.copyFrom(end));
      node.addDataFiles(prototype.setName(base + "_write.sst").setCf("write").build());
      node.addDataFiles(prototype.setName(base + "_default.sst").setCf("default").build());
    }
    Brpb.File index =
        Brpbs.index(folder, "backupmeta.datafile.000000001", node.build(), Cipher.plaintext());
    Brpbs.writeRoot(
        folder,
        Brpbs.root()
            .setFileIndex(Brpb.MetaFile.newBuilder().addMetaFiles(index))
            .build()
            .toByteArray(),
        Cipher.plaintext());
    BackupMeta meta =
        BackupMeta.read(
            ObjectStore.create(), BackupStorage.of(folder.toString()), Cipher.plaintext());

    BackupPlan all = rows(LongStream.range(0, 5000).toArray()).plan(meta);
    assertThat(all.units()).hasSize(files / 2);
    assertThat(all.units().get(12_345).physicalIds()).containsExactly(1234L);
    BackupPlan one = rows(1234).plan(meta);
    assertThat(one.units()).hasSize(10);
    assertThat(one.otherTables().files()).isEqualTo(files - 20);
    Files.delete(folder.resolve("backupmeta"));
  }
}
