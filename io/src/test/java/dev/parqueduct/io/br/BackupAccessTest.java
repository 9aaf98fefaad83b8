package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAccessTest {
  private static final Cipher.Method AES = Cipher.Method.AES128_CTR;

  @TempDir Path folder;
  private BackupStorage storage;

  @BeforeEach
  void encryptedBackup() throws IOException {
    Path backup = Files.createDirectory(folder.resolve("backup"));
    Brpbs.writeRoot(backup, Brpbs.root().build().toByteArray(), Brpbs.aes128());
    storage = BackupStorage.of(backup.toString());
  }

  private BackupAccess withFile(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("key"), content);
    return new BackupAccess(storage, AES, file.toString(), "");
  }

  private static void reads(BackupAccess access) throws IOException {
    assertThat(access.readMeta(ObjectStore.create()).header().clusterId()).isEqualTo(42);
  }

  @Test
  void aKeyIsReadFromAFileRawOrInHexadecimal() throws IOException {
    reads(withFile(Brpbs.KEY));
    String hex = HexFormat.of().formatHex(Brpbs.KEY);
    reads(withFile(hex.getBytes(UTF_8)));
    reads(withFile((" " + hex.toUpperCase(Locale.ROOT) + "\n").getBytes(UTF_8)));
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedWithoutShowingIt() throws IOException {
    BackupAccess access = withFile("sesame sesame!".getBytes(UTF_8));

    assertThatThrownBy(() -> access.readMeta(ObjectStore.create()))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("key")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void aMissingKeyIsExplained() {
    String file = folder.resolve("nothing").toString();
    BackupAccess byFile = new BackupAccess(storage, AES, file, "");
    assertThatThrownBy(() -> byFile.readMeta(ObjectStore.create()))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll(file, "--cipherKeyFile");

    BackupAccess byEnv = new BackupAccess(storage, AES, "", "PARQUEDUCT_NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> byEnv.ssts(ObjectStore.create()))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("PARQUEDUCT_NO_SUCH_VARIABLE", "--cipherKeyEnv", "not set");
  }

  @Test
  void keyAndCipherComeTogetherAndTheKeyOnce() {
    assertThatThrownBy(() -> new BackupAccess(storage, AES, "file", "ENV"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("--cipherKeyFile or --cipherKeyEnv, not both");
    assertThatThrownBy(() -> new BackupAccess(storage, AES, "", ""))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("--cipher=" + AES.label() + " needs a key");
    assertThatThrownBy(() -> new BackupAccess(storage, Cipher.Method.PLAINTEXT, "file", ""))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("--cipher is plaintext");
  }
}
