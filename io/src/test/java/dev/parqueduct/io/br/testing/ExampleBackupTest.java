package dev.parqueduct.io.br.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleBackupTest {
  private static final Path EXAMPLE = Path.of("../examples/br-backup");

  @TempDir Path folder;

  @Test
  void theCommittedExampleIsWhatIsMade() throws IOException {
    ExampleBackup.write(folder);
    assertThat(Trees.read(EXAMPLE)).isEqualTo(Trees.read(folder));
  }

  @Test
  void theExampleIsSmallAndHasBothColumnFamilies() throws IOException {
    BackupTruth truth = ExampleBackup.write(folder);
    long bytes = truth.files().stream().mapToLong(StoredFile::size).sum();
    assertThat(bytes + Files.size(folder.resolve("backupmeta"))).isLessThan(100_000);
    assertThat(truth.files()).extracting(StoredFile::cf).contains("default", "write");
    assertThat(truth.rows()).isEqualTo(124);
  }
}
