package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.Encryption;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportBrEncryptedTest extends ExportBrFixture {
  private BackupTruth encrypted(int bits) throws IOException {
    return BackupBuilder.full()
        .add("d", SampleTables.partitioned(70, "parts", 30))
        .encrypt(Encryption.aes(key(bits, 1)))
        .write(backup);
  }

  private static byte[] key(int bits, int value) {
    byte[] key = new byte[bits / 8];
    Arrays.fill(key, (byte) value);
    return key;
  }

  private String hexKeyFile(byte[] key) throws IOException {
    Path file = folder.resolve("key.hex");
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
    return "--cipherKeyFile=" + file;
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256})
  void theKeyOpensTheBackup(int bits) throws Exception {
    BackupTruth truth = encrypted(bits);
    CommandLine answer = done("--cipher=aes" + bits + "_ctr", hexKeyFile(key(bits, 1)));

    holds(truth);
    assertThat(answer.out() + output.report() + output.content())
        .doesNotContain(HexFormat.of().formatHex(key(bits, 1)));
  }

  @Test
  void theKeyMayBeRawBytes() throws Exception {
    BackupTruth truth = encrypted(128);
    Path file = folder.resolve("key.bin");
    Files.write(file, key(128, 1));
    done("--cipher=aes128-ctr", "--cipherKeyFile=" + file);

    holds(truth);
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    encrypted(128);
    CommandLine answer = export("--cipher=aes128_ctr", hexKeyFile(key(128, 2)));

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains(backup.resolve("backupmeta").toString(), "key");
    assertThat(output.files()).isEmpty();
  }

  @Test
  void noKeyIsExplained() throws Exception {
    encrypted(128);
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains(backup.resolve("backupmeta").toString(), "encrypted");
    assertThat(output.files()).isEmpty();
  }

  @Test
  void aKeyOfTheWrongLengthIsABadArgument() throws Exception {
    encrypted(256);
    CommandLine answer = export("--cipher=aes256_ctr", hexKeyFile(key(128, 1)));

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("needs 32").doesNotContain("0101");
  }
}
