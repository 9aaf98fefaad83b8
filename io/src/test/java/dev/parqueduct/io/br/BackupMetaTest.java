package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tikv.kvproto.Brpb;
import org.tikv.kvproto.Kvrpcpb;

class BackupMetaTest {
  @TempDir Path folder;

  private BackupMeta read(Cipher cipher) throws IOException {
    return BackupMeta.read(ObjectStore.create(), BackupStorage.of(folder.toString()), cipher);
  }

  private static List<BackupFile> files(BackupMeta meta) throws IOException {
    List<BackupFile> files = new ArrayList<>();
    meta.forEachFile(files::add);
    return files;
  }

  private static List<String> tables(BackupMeta meta) throws IOException {
    List<String> tables = new ArrayList<>();
    meta.forEachSchema(
        schema -> {
          assertThat(new String(schema.db(), UTF_8)).contains("db_name");
          assertThat(schema.crc64xor()).isEqualTo(5);
          assertThat(schema.totalKvs()).isEqualTo(6);
          assertThat(schema.totalBytes()).isEqualTo(7);
          tables.add(new String(schema.table(), UTF_8));
        });
    return tables;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1ttl"})
  void readsRealBackupsAsTheClientOfTikvDoes(String name) throws Exception {
    Path real = Path.of(BackupMetaTest.class.getResource("/rawkv/" + name).toURI());
    Brpb.BackupMeta expected =
        Brpb.BackupMeta.parseFrom(Files.readAllBytes(real.resolve("backupmeta")));
    BackupMeta meta =
        BackupMeta.read(
            ObjectStore.create(), BackupStorage.of(real.toString()), Cipher.plaintext());

    assertThat(meta.header().clusterId()).isEqualTo(expected.getClusterId());
    assertThat(meta.header().clusterVersion()).isEqualTo("5.3.0-alpha");
    assertThat(meta.header().brVersion()).contains("Release Version: v5.2.1");
    assertThat(meta.header().rawKv()).isTrue();
    assertThat(meta.header().txnKv()).isFalse();
    assertThat(meta.header().incremental()).isFalse();
    assertThat(meta.header().apiVersion()).isEqualTo(ApiVersion.V1);
    assertThat(meta.header().newCollations()).isEmpty();
    assertThat(meta.header().rawRanges()).hasToString("[default [74657374, 75)]");
    assertThat(files(meta))
        .hasSize(2)
        .isEqualTo(expected.getFilesList().stream().map(Brpbs::read).toList());
    assertThat(tables(meta)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void readsInlineListsWhateverTheVersionSays(int version) throws IOException {
    Brpb.BackupMeta expected =
        Brpbs.root()
            .setVersion(version)
            .setStartVersion(7)
            .setApiVersion(Kvrpcpb.APIVersion.V2)
            .setDdls(org.tikv.shade.com.google.protobuf.ByteString.copyFromUtf8("[]"))
            .addFiles(Brpbs.file("1/2_3_write.sst"))
            .addFiles(Brpbs.file("1/2_3_default.sst"))
            .addSchemas(Brpbs.schema("t1"))
            .addSchemas(Brpbs.schema(""))
            .build();
    Brpbs.writeRoot(folder, expected.toByteArray(), Cipher.plaintext());
    BackupMeta meta = read(Cipher.plaintext());

    assertThat(meta.header().clusterId()).isEqualTo(42);
    assertThat(meta.header().clusterVersion()).isEqualTo("8.5.0");
    assertThat(meta.header().endVersion()).isEqualTo(449_000_000_000_000_000L);
    assertThat(meta.header().incremental()).isTrue();
    assertThat(meta.header().apiVersion()).isEqualTo(ApiVersion.V2);
    assertThat(meta.header().digest()).matches("[0-9a-f]{64}");
    assertThat(files(meta)).isEqualTo(expected.getFilesList().stream().map(Brpbs::read).toList());
    // Any number of times.
    assertThat(files(meta)).hasSize(2);
    assertThat(tables(meta)).containsExactly("t1", "");
  }

  @ParameterizedTest
  @EnumSource(Cipher.Method.class)
  void readsMixedAndNestedIndexesWithAllMethodsOfEncryption(Cipher.Method method)
      throws IOException {
    byte[] key = new byte[method.keyBytes()];
    new Random(5).nextBytes(key);
    Cipher cipher = new Cipher(method, key);
    Brpb.File leaf1 = files(cipher, "backupmeta.datafile.000000001", "b_write.sst");
    Brpb.File leaf2 =
        files(cipher, "backupmeta.datafile.000000002", "c_write.sst", "c_default.sst");
    Brpb.File inner =
        Brpbs.index(
            folder,
            "backupmeta.metafile.000000003",
            Brpb.MetaFile.newBuilder()
                .addDataFiles(Brpbs.file("d_write.sst"))
                .addMetaFiles(leaf2)
                .build(),
            cipher);
    Brpb.File schemas =
        Brpbs.index(
            folder,
            "backupmeta.schema.000000004",
            Brpb.MetaFile.newBuilder().addSchemas(Brpbs.schema("t2")).build(),
            cipher);
    Brpb.File ranges =
        Brpbs.index(
            folder,
            "backupmeta.rawrange.000000005",
            Brpb.MetaFile.newBuilder()
                .addRawRanges(Brpb.RawRange.newBuilder().setCf("default"))
                .build(),
            cipher);
    Brpb.BackupMeta root =
        Brpbs.root()
            .addFiles(Brpbs.file("a_write.sst"))
            .addSchemas(Brpbs.schema("t1"))
            .setFileIndex(
                Brpb.MetaFile.newBuilder()
                    .addDataFiles(Brpbs.file("e_write.sst"))
                    .addMetaFiles(leaf1)
                    .addMetaFiles(inner))
            .setSchemaIndex(Brpb.MetaFile.newBuilder().addMetaFiles(schemas))
            .setRawRangeIndex(Brpb.MetaFile.newBuilder().addMetaFiles(ranges))
            .build();
    Brpbs.writeRoot(folder, root.toByteArray(), cipher);
    BackupMeta meta = read(cipher);

    assertThat(files(meta))
        .extracting(BackupFile::name)
        .containsExactly(
            "a_write.sst",
            "e_write.sst",
            "b_write.sst",
            "d_write.sst",
            "c_write.sst",
            "c_default.sst");
    assertThat(files(meta).get(5)).isEqualTo(Brpbs.read(Brpbs.file("c_default.sst")));
    assertThat(tables(meta)).containsExactly("t1", "t2");
    assertThat(meta.header().rawRanges()).hasSize(1);
  }

  private Brpb.File files(Cipher cipher, String name, String... files) throws IOException {
    Brpb.MetaFile.Builder node = Brpb.MetaFile.newBuilder();
    for (String file : files) {
      node.addDataFiles(Brpbs.file(file));
    }
    return Brpbs.index(folder, name, node.build(), cipher);
  }

  @Test
  void readsFieldsYoungerThanTheClientAndSkipsThoseItDoesNotKnow() throws IOException {
    ByteArrayOutputStream tableMeta = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(tableMeta);
    out.writeInt64(1, 77);
    out.writeUInt64(2, -2);
    out.writeUInt64(3, 8);
    out.writeUInt64(4, 9);
    out.writeString(99, "of the future");
    out.flush();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(file);
    out.writeRawBytes(Brpbs.file("a_write.sst").toByteArray());
    out.writeByteArray(13, tableMeta.toByteArray());
    out.writeByteArray(13, new byte[0]);
    out.writeFixed64(1100, 5);
    out.flush();
    ByteArrayOutputStream root = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(root);
    out.writeRawBytes(Brpbs.root().build().toByteArray());
    out.writeByteArray(4, file.toByteArray());
    out.writeString(20, "True");
    out.writeBool(21, true);
    out.writeBytes(22, ByteString.copyFromUtf8("maps"));
    out.writeEnum(23, 0);
    out.writeUInt64(25, 1 << 20);
    out.writeUInt64(26, 0);
    out.writeFixed32(500, 1);
    out.flush();
    Brpbs.writeRoot(folder, root.toByteArray(), Cipher.plaintext());
    BackupMeta meta = read(Cipher.plaintext());

    assertThat(meta.header().newCollations()).contains(true);
    assertThat(meta.header().txnKv()).isTrue();
    BackupFile read = files(meta).get(0);
    assertThat(read.tableMetas())
        .containsExactly(new TableMeta(77, -2, 8, 9), new TableMeta(0, 0, 0, 0));
    assertThat(read.holds(77)).isTrue();
    assertThat(read.holds(78)).isFalse();
  }

  @Test
  void theDigestIsThatOfThePlainText() throws IOException {
    byte[] root = Brpbs.root().addFiles(Brpbs.file("a_write.sst")).build().toByteArray();
    Brpbs.writeRoot(folder, root, Cipher.plaintext());
    String plain = read(Cipher.plaintext()).header().digest();
    Brpbs.writeRoot(folder, root, Brpbs.aes128());

    assertThat(read(Brpbs.aes128()).header().digest())
        .isEqualTo(plain)
        .isEqualTo(HexFormat.of().formatHex(DigestChannel.sha256().digest(root)));
  }
}
