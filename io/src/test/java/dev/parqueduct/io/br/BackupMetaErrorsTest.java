package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tikv.kvproto.Brpb;
import org.tikv.shade.com.google.protobuf.ByteString;

class BackupMetaErrorsTest {
  private static final String LEAF = "backupmeta.datafile.000000001";

  @TempDir Path folder;

  /** Adds fields that the client of TiKV does not know. */
  @FunctionalInterface
  private interface Extra {
    void write(CodedOutputStream out) throws IOException;
  }

  private void read(Cipher cipher) throws IOException {
    BackupMeta meta =
        BackupMeta.read(ObjectStore.create(), BackupStorage.of(folder.toString()), cipher);
    meta.forEachFile(file -> {});
    meta.forEachSchema(schema -> {});
  }

  private void assertFault(Cipher cipher, Fault fault, String... words) {
    assertThatThrownBy(() -> read(cipher))
        .isInstanceOfSatisfying(
            BackupException.class, e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(fault))
        .satisfies(e -> assertThat(List.of(words)).allMatch(e.getMessage()::contains));
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> read(Cipher.plaintext()))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private byte[] rootWith(Brpb.File... objects) {
    return Brpbs.root()
        .setFileIndex(Brpb.MetaFile.newBuilder().addAllMetaFiles(Arrays.asList(objects)))
        .build()
        .toByteArray();
  }

  private Brpb.File leaf(Cipher cipher) throws IOException {
    return Brpbs.index(
        folder,
        LEAF,
        Brpb.MetaFile.newBuilder().addDataFiles(Brpbs.file("a_write.sst")).build(),
        cipher);
  }

  private void writeRootWith(Extra extra) throws IOException {
    ByteArrayOutputStream root = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(root);
    out.writeRawBytes(Brpbs.root().build().toByteArray());
    extra.write(out);
    out.flush();
    Brpbs.writeRoot(folder, root.toByteArray(), Cipher.plaintext());
  }

  @Test
  void refusesWhatCannotBeExported() throws IOException {
    writeRootWith(out -> out.writeEnum(23, 1));
    assertRefused(folder + "/backupmeta", "FILE mode");
    writeRootWith(out -> out.writeByteArray(24, new byte[] {10, 1, 'a'}));
    assertRefused("FILE mode");
    writeRootWith(out -> out.writeByteArray(13, new byte[] {6 << 3 | 2, 0}));
    assertRefused("FILE mode");
    writeRootWith(out -> out.writeUInt32(26, 3));
    assertRefused("backup_schema_version", "newer release of BR");
    writeRootWith(out -> out.writeEnum(18, 9));
    assertRefused("of API V9");
    writeRootWith(out -> out.writeEnum(18, 3));
    assertRefused("of API V3", "V1, V1TTL and V2");
    writeRootWith(out -> out.writeString(20, "perhaps"));
    assertFault(Cipher.plaintext(), Fault.INCONSISTENT, "new_collations_enabled", "perhaps");
  }

  @Test
  void refusesFileModeBelowTheIndex() throws IOException {
    byte[] node = {6 << 3 | 2, 0};
    Files.write(folder.resolve(LEAF), node);
    Brpb.File entry =
        Brpb.File.newBuilder()
            .setName(LEAF)
            .setSha256(ByteString.copyFrom(DigestChannel.sha256().digest(node)))
            .build();
    Brpbs.writeRoot(folder, rootWith(entry), Cipher.plaintext());

    assertRefused(folder + "/" + LEAF, "FILE mode");
  }

  @Test
  void tellsALogBackupFromNoBackup() throws IOException {
    assertRefused("There is no backup in " + folder);
    Files.createDirectories(folder.resolve("v1/backupmeta"));
    Files.write(folder.resolve("v1/backupmeta/0001.meta"), new byte[1]);
    assertRefused("log backup");
  }

  @Test
  void tellsAWrongKeyFromAMissingOneAndFromOneTooMany() throws IOException {
    byte[] root = rootWith();
    Brpbs.writeRoot(folder, root, Brpbs.aes128());
    Cipher other = new Cipher(Cipher.Method.AES128_CTR, new byte[16]);
    assertFault(
        other, Fault.UNREADABLE, folder + "/backupmeta cannot be decrypted with aes128-ctr");
    Cipher longer = new Cipher(Cipher.Method.AES256_CTR, Arrays.copyOf(Brpbs.KEY, 32));
    assertFault(longer, Fault.UNREADABLE, "cannot be decrypted with aes256-ctr", "method");
    assertFault(Cipher.plaintext(), Fault.UNREADABLE, "either the backup is encrypted");

    Brpbs.writeRoot(folder, root, Cipher.plaintext());
    assertFault(Brpbs.aes128(), Fault.UNREADABLE, "backupmeta is not encrypted");
  }

  @Test
  void noWrongKeyPassesForABackup() throws IOException {
    Brpbs.writeRoot(folder, rootWith(leaf(Brpbs.aes128())), Brpbs.aes128());
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      byte[] key = new byte[16];
      random.nextBytes(key);
      assertFault(new Cipher(Cipher.Method.AES128_CTR, key), Fault.UNREADABLE);
    }
  }

  @Test
  void aTruncatedRootIsNamed() throws IOException {
    byte[] root =
        Brpbs.root()
            .addFiles(Brpbs.file("a_write.sst"))
            .addSchemas(Brpbs.schema("t"))
            .build()
            .toByteArray();
    for (Cipher cipher : new Cipher[] {Cipher.plaintext(), Brpbs.aes128()}) {
      Brpbs.writeRoot(folder, Arrays.copyOf(root, root.length - 3), cipher);
      assertFault(cipher, Fault.SIZE, folder + "/backupmeta is truncated");
    }
    Files.write(folder.resolve("backupmeta"), new byte[9]);
    assertFault(Brpbs.aes128(), Fault.SIZE, "it has 9 bytes");
    Files.write(folder.resolve("backupmeta"), new byte[0]);
    assertFault(Cipher.plaintext(), Fault.SIZE, "is empty");
    Files.write(folder.resolve("backupmeta"), new byte[16]);
    assertFault(Brpbs.aes128(), Fault.SIZE, "is empty");
  }

  @Test
  void aDamagedListIsNamed() throws IOException {
    writeRootWith(out -> out.writeByteArray(4, new byte[] {10, 100, 'a'}));
    assertFault(Cipher.plaintext(), Fault.UNREADABLE, "backupmeta is damaged inside of its lists");
  }

  @Test
  void aMissingIndexObjectIsNamed() throws IOException {
    Brpbs.writeRoot(folder, rootWith(leaf(Cipher.plaintext())), Cipher.plaintext());
    Files.delete(folder.resolve(LEAF));
    assertFault(Cipher.plaintext(), Fault.MISSING, folder + "/" + LEAF + " is missing");
  }

  @Test
  void aTruncatedOrDamagedIndexObjectIsNamed() throws IOException {
    for (Cipher cipher : new Cipher[] {Cipher.plaintext(), Brpbs.aes128()}) {
      Brpbs.writeRoot(folder, rootWith(leaf(cipher)), cipher);
      byte[] stored = Files.readAllBytes(folder.resolve(LEAF));
      Files.write(folder.resolve(LEAF), Arrays.copyOf(stored, stored.length - 1));
      assertFault(cipher, Fault.SIZE, LEAF + " is truncated");
      for (int i = 0; i < stored.length; i += 7) {
        byte[] flipped = stored.clone();
        flipped[i] ^= 1;
        Files.write(folder.resolve(LEAF), flipped);
        assertFault(cipher, Fault.DIGEST, folder + "/" + LEAF + " is damaged", "sha256");
      }
    }
  }

  @Test
  void anIndexObjectThatIsNoneIsNamed() throws IOException {
    byte[] text = "no index".getBytes(UTF_8);
    Files.write(folder.resolve(LEAF), text);
    Brpb.File entry =
        Brpb.File.newBuilder()
            .setName(LEAF)
            .setSha256(ByteString.copyFrom(DigestChannel.sha256().digest(text)))
            .build();
    Brpbs.writeRoot(folder, rootWith(entry), Cipher.plaintext());
    assertFault(Cipher.plaintext(), Fault.UNREADABLE, LEAF, "is no index of a backup");
  }

  @Test
  void anEncryptedIndexObjectWithoutVectorIsNamed() throws IOException {
    Brpb.File entry = leaf(Brpbs.aes128()).toBuilder().clearCipherIv().build();
    Brpbs.writeRoot(folder, rootWith(entry), Brpbs.aes128());
    assertFault(Brpbs.aes128(), Fault.INCONSISTENT, "no initialisation vector", LEAF);
  }

  @Test
  void namesThatLeaveTheBackupAreRefused() throws IOException {
    Brpb.File entry = Brpb.File.newBuilder().setName("../../etc/passwd").build();
    Brpbs.writeRoot(folder, rootWith(entry), Cipher.plaintext());
    assertFault(Cipher.plaintext(), Fault.INCONSISTENT, "../../etc/passwd");
  }

  @Test
  void indexesThatRepeatAreRefused() throws IOException {
    Brpb.File leaf = leaf(Cipher.plaintext());
    Brpbs.writeRoot(folder, rootWith(leaf, leaf), Cipher.plaintext());
    assertFault(Cipher.plaintext(), Fault.INCONSISTENT, LEAF + " twice");
  }

  @Test
  void indexesWithoutEndAreRefused() throws IOException {
    Brpb.File below = leaf(Cipher.plaintext());
    for (int level = 2; level < 20; level++) {
      below =
          Brpbs.index(
              folder,
              "backupmeta.metafile." + level,
              Brpb.MetaFile.newBuilder().addMetaFiles(below).build(),
              Cipher.plaintext());
    }
    Brpbs.writeRoot(folder, rootWith(below), Cipher.plaintext());
    assertFault(Cipher.plaintext(), Fault.CYCLE, "nested more than 16 levels");
  }

  @Test
  void aCircleIsNamed() {
    // A real one cannot be written: each object would have to hold the digest of the other.
    IndexWalk walk =
        new IndexWalk(
            ObjectStore.create(), BackupStorage.of(folder.toString()), Cipher.plaintext());
    assertThatThrownBy(
            () -> {
              walk.enter("a");
              walk.enter("b");
              walk.enter("a");
            })
        .isInstanceOfSatisfying(
            BackupException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CYCLE))
        .hasMessageContaining("a -> b -> a");
  }
}
