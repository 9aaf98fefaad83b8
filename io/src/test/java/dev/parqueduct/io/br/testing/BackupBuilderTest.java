package dev.parqueduct.io.br.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import dev.parqueduct.io.br.testing.SstOptions.Checksum;
import dev.parqueduct.io.br.testing.SstOptions.Compression;
import dev.parqueduct.io.br.testing.SstOptions.Index;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tikv.common.codec.TableCodec;
import org.tikv.common.meta.TiTableInfo;
import org.tikv.kvproto.Brpb;
import org.tikv.shade.com.fasterxml.jackson.databind.ObjectMapper;

class BackupBuilderTest {
  @TempDir Path folder;

  private static BackupBuilder everything() {
    return BackupBuilder.full()
        .add("shop", SampleTables.everyType(50, "every_type", RowFormat.V2))
        .add("shop", SampleTables.commonHandle(60, "common"))
        .add("other", SampleTables.partitioned(70, "parts", 40))
        .add("other", SampleTables.changedSchema(80, "changed"))
        .emptyDatabase("nothing")
        .rowsPerSst(6)
        .withIndexes();
  }

  @ParameterizedTest
  @EnumSource(MetaLayout.class)
  void metadataAndFilesAgree(MetaLayout layout) throws Exception {
    BackupTruth truth = everything().meta(layout).write(folder);
    MetaParts meta = MetaParts.read(folder);
    assertThat(meta.schemas).hasSize(5);
    assertThat(meta.files)
        .extracting(each -> each.getName())
        .containsExactlyElementsOf(truth.files().stream().map(StoredFile::name).toList());
    long entries = 0;
    for (Brpb.File file : meta.files) {
      byte[] stored = Files.readAllBytes(folder.resolve(file.getName()));
      assertThat(file.getSize()).isEqualTo(stored.length);
      assertThat(file.getSha256().toByteArray())
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(stored));
      NavigableMap<byte[], byte[]> read = SstContent.read(folder.resolve(file.getName()));
      entries += file.getCf().equals("write") ? read.size() : 0;
      assertThat(read.firstKey()[0]).isEqualTo((byte) 'z');
    }
    assertThat(entries).isEqualTo(truth.rows() + truth.indexEntries());
    long kvs = meta.files.stream().mapToLong(Brpb.File::getTotalKvs).sum();
    assertThat(kvs).isEqualTo(entries);
    assertThat(meta.schemas.stream().mapToLong(Brpb.Schema::getTotalKvs).sum()).isEqualTo(kvs);
    assertThat(meta.schemas.stream().mapToLong(Brpb.Schema::getCrc64Xor).reduce(0, (a, b) -> a ^ b))
        .isEqualTo(
            meta.files.stream().mapToLong(Brpb.File::getCrc64Xor).reduce(0, (a, b) -> a ^ b));
  }

  @Test
  void sumsOfAFileAreOverRawKeysAndValues() throws Exception {
    BackupTruth truth =
        BackupBuilder.full().add("d", SampleTables.partitioned(70, "parts", 20)).write(folder);
    for (StoredFile file : truth.files()) {
      long crc = 0;
      long bytes = 0;
      long kvs = 0;
      for (var each : SstContent.read(folder.resolve(file.name())).entrySet()) {
        byte[] raw = SstContent.rawKey(each.getKey());
        byte[] value =
            file.cf().equals("write") ? SstContent.shortValue(each.getValue()) : each.getValue();
        if (value.length > 0) {
          crc ^= SstContent.crc64(raw, value);
          bytes += raw.length + value.length;
          kvs++;
        }
      }
      assertThat(file.crc64xor()).isEqualTo(crc);
      assertThat(file.totalBytes()).isEqualTo(bytes);
      assertThat(file.totalKvs()).isEqualTo(kvs);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RowFormat.class,
      names = {"V1", "V2"})
  void rowsAreReadByTheJavaClient(RowFormat format) throws Exception {
    TableData data = SampleTables.everyType(50, "every_type", format);
    Table table = withoutVector(data);
    TiTableInfo info = new ObjectMapper().readValue(table.toJson(), TiTableInfo.class);
    TableRecords records = new TableRecords(table, true, () -> 1);
    data.changes.forEach(records::add);
    List<RowTruth> rows = records.truth("d").rows();
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RowTruth row = rows.get(i);
      byte[] value = records.records().get(i).value();
      if (value.length == 1) {
        continue; // A version 1 row without values, on which the client fails.
      }
      Object[] decoded = TableCodec.decodeObjects(value, (Long) row.values().get("id"), info);
      for (int c = 0; c < decoded.length; c++) {
        Column column = table.columns.get(c);
        String place = column.name + " of row " + i + ": ";
        Object made = row.values().get(column.name);
        found.add(place + DecodedByClient.text(column, decoded[c], made));
        expected.add(place + DecodedByClient.expected(column, row));
      }
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  /** The client's newest release is older than vectors. */
  private static Table withoutVector(TableData data) {
    List<Column> columns = new ArrayList<>(data.table.columns);
    columns.removeIf(each -> each.kind == Column.Kind.VECTOR);
    return Table.of(50, "every_type", columns.toArray(Column[]::new)).primaryKeyHandle("id");
  }

  @Test
  void theSameCallsGiveTheSameBytes() throws IOException {
    everything().meta(MetaLayout.MIXED).write(folder.resolve("a"));
    everything().meta(MetaLayout.MIXED).write(folder.resolve("b"));
    assertThat(Trees.read(folder.resolve("a"))).isEqualTo(Trees.read(folder.resolve("b")));
  }

  @Test
  void encryptionChangesTheStoredBytesAlone() throws IOException {
    Encryption key = Encryption.aes("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    BackupTruth plain = everything().write(folder.resolve("plain"));
    BackupTruth secret = everything().encrypt(key).write(folder.resolve("secret"));
    for (int i = 0; i < plain.files().size(); i++) {
      StoredFile file = secret.files().get(i);
      byte[] stored = Files.readAllBytes(secret.root().resolve(file.name()));
      assertThat(Encryption.sha256(stored)).isEqualTo(file.sha256());
      assertThat(key.apply(stored, file.cipherIv()))
          .isEqualTo(Files.readAllBytes(plain.root().resolve(plain.files().get(i).name())));
    }
    byte[] root = Files.readAllBytes(secret.root().resolve("backupmeta"));
    byte[] decrypted =
        key.apply(Arrays.copyOfRange(root, 16, root.length), Arrays.copyOf(root, 16));
    assertThat(Brpb.BackupMeta.parseFrom(decrypted).getEndVersion())
        .isEqualTo(BackupBuilder.BACKUP_TS);
  }

  @Test
  void everyWayToWriteAnSstIsReadByRocksDb() throws Exception {
    TableData data = SampleTables.partitioned(70, "parts", 50);
    List<SstOptions> options = new ArrayList<>();
    for (Compression compression : Compression.values()) {
      options.add(SstOptions.DEFAULT.with(compression));
    }
    for (Checksum checksum : Checksum.values()) {
      options.add(SstOptions.DEFAULT.withFormatVersion(5).with(checksum));
    }
    options.add(SstOptions.DEFAULT.withFormatVersion(6));
    options.add(SstOptions.DEFAULT.withFormatVersion(4).with(Index.TWO_LEVEL).withBlockBytes(100));
    for (int i = 0; i < options.size(); i++) {
      BackupTruth truth =
          BackupBuilder.full().add("d", data).sst(options.get(i)).write(folder.resolve("" + i));
      long read = 0;
      for (StoredFile file : truth.files()) {
        read += SstContent.read(truth.root().resolve(file.name())).size();
      }
      assertThat(read).isEqualTo(50 + truth.table("parts").rowsInDefaultCf());
    }
  }

  @Test
  void anIncrementalBackupHasDeletes() throws Exception {
    Table table = Table.of(9, "t", Column.bigInt("id"), Column.text("x")).primaryKeyHandle("id");
    BackupTruth truth =
        BackupBuilder.incremental()
            .add("d", TableData.of(table).row("id", 1L, "x", "y").delete("id", 2L))
            .write(folder);
    StoredFile file = truth.files().get(0);
    assertThat(SstContent.read(folder.resolve(file.name())).values())
        .extracting(each -> (char) each[0])
        .containsExactly('P', 'D');
    assertThat(file.totalKvs()).isEqualTo(2);
    assertThat(file.startVersion()).isPositive();
    assertThat(truth.table("t").deletes().get(0).texts()).containsEntry("id", "2").hasSize(1);
  }

  @Test
  void aFileOfLongRowsOnlyHasCommitRecordsThatAreNotCounted() throws Exception {
    Table table = Table.of(9, "t", Column.bigInt("id"), Column.text("x")).primaryKeyHandle("id");
    TableData data = TableData.of(table).row("id", 1L, "x", "long".repeat(100));
    BackupTruth truth = BackupBuilder.full().add("d", data).write(folder);
    assertThat(truth.files()).extracting(StoredFile::cf).containsExactly("default", "write");
    assertThat(truth.files()).extracting(StoredFile::totalKvs).containsExactly(1L, 0L);
    assertThat(SstContent.read(folder.resolve(truth.files().get(1).name()))).hasSize(1);
  }

  @Test
  void groupedFilesSayHowMuchOfWhichTableTheyHold() throws IOException {
    BackupTruth truth =
        BackupBuilder.full()
            .add("d", SampleTables.partitioned(70, "parts", 20))
            .add("d", SampleTables.commonHandle(90, "common"))
            .grouped()
            .write(folder);
    assertThat(truth.files()).hasSize(2);
    assertThat(truth.files().get(1).tableMetas())
        .extracting(StoredFile.TableMeta::physicalId)
        .containsExactly(71L, 72L, 73L, 90L);
  }

  @Test
  void anOrphanIsNotNamed() throws IOException {
    BackupTruth truth = everything().withOrphan().write(folder);
    try (Stream<Path> all = Files.walk(folder)) {
      long ssts = all.filter(each -> each.toString().endsWith(".sst")).count();
      assertThat(ssts).isGreaterThan(truth.files().size());
    }
  }
}
