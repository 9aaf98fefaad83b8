package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SstFilesTest {
  @TempDir Path folder;
  private BackupFile file;
  private byte[] content;

  @BeforeEach
  void readARealBackup() throws Exception {
    Path real = Path.of(SstFilesTest.class.getResource("/rawkv/v1").toURI());
    List<BackupFile> files = new ArrayList<>();
    BackupMeta.read(ObjectStore.create(), BackupStorage.of(real.toString()), Cipher.plaintext())
        .forEachFile(files::add);
    file = files.get(0);
    content = Files.readAllBytes(real.resolve(file.name()));
  }

  private BackupFile stored(byte[] bytes, byte[] iv) throws IOException {
    Files.write(folder.resolve(file.name()), bytes);
    return new BackupFile(
        file.name(),
        DigestChannel.sha256().digest(bytes),
        file.startKey(),
        file.endKey(),
        0,
        0,
        0,
        500,
        0,
        "default",
        bytes.length,
        iv,
        List.of());
  }

  private SstFile open(BackupFile of, Cipher cipher) throws IOException {
    return new SstFiles(ObjectStore.create(), BackupStorage.of(folder.toString()), cipher).open(of);
  }

  private static byte[] read(SstFile sst, int from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    sst.position(from);
    while (bytes.hasRemaining() && sst.read(bytes) >= 0) {
      // Until the range is full.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void verifiesRealFilesWhateverTheOrderOfReads() throws IOException {
    Files.write(folder.resolve(file.name()), content);
    try (SstFile sst = open(file, Cipher.plaintext())) {
      // As a reader does: the end, then all from the start.
      assertThat(read(sst, content.length - 53, 53)).hasSize(53);
      assertThat(read(sst, 0, 1000)).isEqualTo(Arrays.copyOf(content, 1000));
      assertThat(read(sst, 1000, content.length))
          .isEqualTo(Arrays.copyOfRange(content, 1000, content.length));
      sst.verifyDigest();
      assertThat(sst.path()).isEqualTo(folder + "/" + file.name());
    }
    try (SstFile sst = open(file, Cipher.plaintext())) {
      assertThat(read(sst, 0, 100)).hasSize(100);
      assertThat(read(sst, 50, 100)).hasSize(100);
      assertThat(read(sst, 3000, 10)).hasSize(10);
      sst.verifyDigest();
    }
    try (SstFile untouched = open(file, Cipher.plaintext())) {
      untouched.verifyDigest();
    }
  }

  @Test
  void aVectorDoesNotMeanThatAFileIsEncrypted() throws IOException {
    try (SstFile sst = open(stored(content, Brpbs.iv("sst")), Cipher.plaintext())) {
      assertThat(read(sst, 0, content.length)).isEqualTo(content);
      sst.verifyDigest();
    }
  }

  @Test
  void aSizeThatIsNotStatedIsThatOfTheObject() throws IOException {
    Files.write(folder.resolve(file.name()), content);
    BackupFile unstated =
        new BackupFile(
            file.name(),
            file.sha256(),
            file.startKey(),
            file.endKey(),
            0,
            0,
            0,
            500,
            0,
            "default",
            0,
            new byte[0],
            List.of());
    try (SstFile sst = open(unstated, Cipher.plaintext())) {
      assertThat(sst.size()).isEqualTo(content.length);
      sst.verifyDigest();
    }
  }

  @Test
  void verifiesTheStoredBytesOfEncryptedFiles() throws IOException {
    byte[] iv = Brpbs.iv("sst");
    BackupFile encrypted = stored(Brpbs.aes128().decrypt(content.clone(), iv), iv);
    try (SstFile sst = open(encrypted, Brpbs.aes128())) {
      assertThat(sst.position()).isZero();
      assertThat(read(sst, 0, content.length)).isEqualTo(content);
      sst.verifyDigest();
    }
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    byte[] flipped = content.clone();
    flipped[100] ^= 1;
    Files.write(folder.resolve(file.name()), flipped);
    try (SstFile sst = open(file, Cipher.plaintext())) {
      assertThatThrownBy(sst::verifyDigest)
          .isInstanceOfSatisfying(
              BackupException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DIGEST))
          .hasMessageContaining(folder + "/" + file.name() + " is damaged");
    }
  }

  @Test
  void tellsWhatIsWrongWithAFile() throws IOException {
    byte[] iv = Brpbs.iv("sst");
    BackupFile plain = stored(content, iv);
    assertFault(plain, Brpbs.aes128(), Fault.UNREADABLE, "is not encrypted");
    assertFault(stored(content, new byte[0]), Brpbs.aes128(), Fault.INCONSISTENT, "vector");

    byte[] encrypted = Brpbs.aes128().decrypt(content.clone(), iv);
    BackupFile secret = stored(encrypted, iv);
    assertFault(secret, Cipher.plaintext(), Fault.UNREADABLE, "is encrypted and needs its key");
    Cipher other = new Cipher(Cipher.Method.AES128_CTR, new byte[16]);
    assertFault(secret, other, Fault.UNREADABLE, "the key or the method");

    Files.write(folder.resolve(file.name()), Arrays.copyOf(content, 1000));
    assertFault(
        plain,
        Cipher.plaintext(),
        Fault.SIZE,
        "has 1000 bytes, but the backupmeta says " + content.length);
    assertFault(stored(new byte[3], iv), Cipher.plaintext(), Fault.UNREADABLE, "damaged");
    Files.delete(folder.resolve(file.name()));
    assertFault(plain, Cipher.plaintext(), Fault.MISSING, "is missing");
  }

  private void assertFault(BackupFile of, Cipher cipher, Fault fault, String words) {
    assertThatThrownBy(() -> open(of, cipher).close())
        .isInstanceOfSatisfying(BackupException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(folder + "/" + file.name())
        .hasMessageContaining(words);
  }
}
